using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class FileTests(AssetApiHost host)
{
    private readonly AssetApiClient acme = host.As("acme");

    [Fact]
    public async Task An_assets_files_can_be_downloaded_by_their_links()
    {
        var filler = await acme.FirstAsync("""{"typeId":"acme.filler"}""");
        var files = filler["fileAssignments"]!.AsArray();
        Assert.Equal(["manual", "photo"], files.Select(file => (string)file!["key"]!));
        foreach (var (file, type, start) in new[] { (files[0]!, "application/pdf", "%PDF-1.4"), (files[1]!, "image/png", "\u0089PNG") })
        {
            var metadata = await acme.GetAsync(Href(file, "metadata").Split(The.BasePath)[1]);
            Assert.Equal((string)file["fileId"]!, (string)metadata["id"]!);
            Assert.Equal(Href(file, "download"), Href(metadata, "download"));
            using var download = await acme.SendAsync(Href(file, "download").Split(The.BasePath)[1], accept: type);
            var content = await download.Content.ReadAsByteArrayAsync();
            Assert.Equal(type, download.Content.Headers.ContentType?.MediaType);
            Assert.Equal((string)metadata["originalFileName"]!, download.Content.Headers.ContentDisposition?.FileNameStar
                ?? download.Content.Headers.ContentDisposition?.FileName);
            Assert.StartsWith(start, System.Text.Encoding.Latin1.GetString(content), StringComparison.Ordinal);
            Assert.Equal("acme.filler", (string)(await acme.GetAsync(Href(file, "origin").Split(The.BasePath)[1]))["id"]!);
        }
    }

    [Fact]
    public async Task A_derived_type_inherits_files_and_replaces_those_with_the_same_key()
    {
        var furnace = await host.As("xenon").GetAsync("/assettypes/xenon.furnace?exploded=true");
        var own = await host.As("xenon").GetAsync("/assettypes/xenon.furnace");
        Assert.Equal(own["fileAssignments"]!.ToJsonString(), furnace["fileAssignments"]!.ToJsonString());
        Assert.Equal(2, own["fileAssignments"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_list_is_paged_and_filters_find_assets_by_file()
    {
        var page = await acme.GetAsync("/files?size=5&sort=name,desc");
        var names = Items(page, "files").Select(file => (string)file["name"]!).ToArray();
        Assert.Equal(names.OrderDescending(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(5, names.Length);
        var manual = Items(await acme.GetAsync("/files?filter=" + Uri.EscapeDataString("""{"name":"acme-filler-manual.pdf"}""")), "files")
            .Single();
        Assert.Equal(
            await acme.CountAsync("""{"typeId":"acme.filler"}"""), await acme.CountAsync($$"""{"fileId":"{{manual["id"]}}"}"""));
        Assert.Equal(await acme.CountAsync("""{"hasType":"core.basicdevice"}"""), await acme.CountAsync("""{"not":{"fileId":null}}"""));
    }

    [Fact]
    public async Task No_tenant_sees_files_of_another_unless_their_type_is_shared()
    {
        var theirs = (string)Items(await host.As("borealis").GetAsync("/files"), "files")
            .First(file => ((string)file["name"]!).Contains("machine", StringComparison.Ordinal))["id"]!;
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await acme.RefusalAsync("/files/" + theirs));
        await acme.GetAsync($"/files/{theirs}?includeShared=true");
        Assert.Equal((404, "mdsp.core.generic.noMatch"), await host.As("galactic").RefusalAsync($"/files/{theirs}?includeShared=true"));
    }
}
