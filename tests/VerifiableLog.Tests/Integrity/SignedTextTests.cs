using System.Security.Cryptography;
using Enterprise.VerifiableLog.Integrity;
using Xunit;

namespace Enterprise.VerifiableLog.Tests.Integrity;

/// <summary>Checkpoints and statements are read as they are written, and in no other way.</summary>
public sealed class SignedTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly CheckpointText Checkpoint = new()
    {
        Instance = Guid.Parse("01234567-89ab-7def-8123-456789abcdef"), Size = 48213, Root = Convert.ToBase64String(new byte[32]),
            Epoch = 1, Number = 17, At = Noon.AddTicks(10),
        Previous = SignedText.None, Statement = 0, StatementHash = SignedText.None, Key = "0011223344556677",
    };

    private static readonly StatementText Statement = new()
    {
        Instance = Checkpoint.Instance, Number = 3, At = Noon, Kind = StatementKind.Prune, Tenant = "acme", Previous = SignedText.None,
            Key = "0011223344556677",
        Lines = [new("sequence", "12"), new("policy", "older than 400 days")],
    };

    [Fact]
    public void A_checkpoint_is_the_text_of_the_format()
    {
        Assert.Equal(
            $"enterprise-access-log/01234567-89ab-7def-8123-456789abcdef\n48213\n{Checkpoint.Root}\nepoch 1\nnumber 17\ntime "
            + $"2026-01-31T12:00:00.000001Z\nprevious {SignedText.None}\n"
                + $"statements 0 {SignedText.None}\nkey 0011223344556677\n",
            Checkpoint.ToBody());
        var (signed, read) = CheckpointText.Read(new SignedText(Checkpoint.ToBody(), [new("0011223344556677", [1, 2])]).ToString())!;
        Assert.Equal(Checkpoint, read);
    }

    [Theory]
    [InlineData("acme", "tenant acme")]
    [InlineData("", "tenant ~")]
    [InlineData(null, "tenant -")]
    public void A_statement_is_the_text_of_the_format(string? tenant, string line)
    {
        var body = (Statement with { Tenant = tenant }).ToBody();
        Assert.Contains($"kind prune\n{line}\nprevious {SignedText.None}\nsequence 12\npolicy older than 400 days\nkey 0011223344556677\n",
            body, StringComparison.Ordinal);
        var read = StatementText.Read(new SignedText(body, []))!.Content;
        Assert.Equal((tenant, 12, "older than 400 days", null), (read.Tenant, read.Count("sequence"), read["policy"], read["reason"]));
    }

    [Theory]
    [InlineData("48213", "048213")]
    [InlineData("48213", " 48213")]
    [InlineData("epoch 1", "epoch  1")]
    [InlineData("01234567-89ab-7def", "01234567-89AB-7def")]
    [InlineData("number 17", "number +17")]
    [InlineData("key 0", "kez 0")]
    [InlineData("12:00:00.000001Z", "12:00:00.000001+00:00")]
    public void What_means_the_same_but_is_written_otherwise_is_none(string part, string other)
    {
        var body = Checkpoint.ToBody().Replace(part, other, StringComparison.Ordinal);
        Assert.Null(CheckpointText.Read(new SignedText(body, [])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— key AAEC")]
    [InlineData("text\n\n- key AAEC\n")]
    [InlineData("text\n\n— key AAEC extra\n")]
    [InlineData("text\n\n— key AAE\n")]
    [InlineData("text\n\n— key AAED===\n")]
    public void What_is_not_signed_in_the_form_is_none(string text) => Assert.Null(SignedText.Read(text));

    [Fact]
    public void Only_the_key_that_is_named_makes_a_good_signature()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var keys = new PublicKeys();
        var id = keys.Add(key.ExportSubjectPublicKeyInfoPem());
        var text = new SignedText(Checkpoint.ToBody(), []);
        var signature = key.SignData(text.Bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        Assert.True(keys.IsGood(text, new(id, signature)));
        Assert.False(keys.IsGood(text with { Body = text.Body.Replace("17", "18", StringComparison.Ordinal) }, new(id, signature)));
        Assert.False(keys.IsGood(
            text, new(id, other.SignData(text.Bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))));
        Assert.Null(keys.IsGood(text, new("0123456789abcdef", signature)));
    }
}
