using System.Text;
using Enterprise.Domain.AccessLog;

namespace Enterprise.Infrastructure.AccessLog.Store.Postgres;

/// <summary>
/// PostgreSQL takes neither the character U+0000 nor half a surrogate pair, and one such entry would take its whole batch with it. They become U+FFFD before anything is
/// committed to, so that the hashes cover what is stored.
/// </summary>
internal static class StorableText
{
    public static AccessEntry In(AccessEntry entry)
    {
        var (subject, known) = (entry.Subject, entry.Authentication);
        return entry with
        {
            Subject = subject is null ? null : new(
                Of(subject.UserId), Of(subject.UserName), Of(subject.Address), Of(subject.Forwarded), subject.IsForwardedTrusted, Of(subject.UserAgent)),
            Authentication = known is null ? null : new(Of(known.Issuer), Of(known.Client), Of(known.TokenHash), Of(known.Roles)),
            Reason = Of(entry.Reason),
            Resource = Of(entry.Resource),
            ResourceName = Of(entry.ResourceName),
            Detail = Of(entry.Detail),
            Remark = Of(entry.Remark),
            RequestId = Of(entry.RequestId)!,
        };
    }

    private static string? Of(string? text)
    {
        if (text is null || (!text.AsSpan().Contains('\0') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')))
        {
            return text;
        }

        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            storable.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return storable.ToString();
    }
}
