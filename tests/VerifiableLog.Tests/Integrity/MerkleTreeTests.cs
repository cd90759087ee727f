using System.Text;
using Enterprise.VerifiableLog.Integrity;
using Xunit;

namespace Enterprise.VerifiableLog.Tests.Integrity;

/// <summary>The tree of RFC 6962, by the vectors that certificate transparency's own implementations use.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] Inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_root_is_the_known_one_whatever_the_order_in_which_leaves_came(int leaves, string root)
    {
        Assert.Equal(root, Convert.ToHexStringLower(Tree(Enumerable.Range(0, leaves)).Root()));

        var tree = new MerkleTree();
        for (var index = leaves - 1; index >= 0; index--)
        {
            tree.Insert(0, Leaf(index));
            tree.Root();
        }

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
    }

    [Fact]
    public void A_changed_leaf_changes_the_root_as_if_the_tree_were_made_anew()
    {
        for (var size = 1; size <= 20; size++)
        {
            var tree = Tree(Enumerable.Range(0, size).Select(index => index % 8));
            tree.Root();
            for (var place = 0; place < size; place++)
            {
                tree.Set(place, Leaf(7));
                Assert.Equal(Tree(Enumerable.Range(0, size).Select(index => index <= place ? 7 : index % 8)).Root(), tree.Root());
            }
        }
    }

    [Fact]
    public void Every_path_leads_to_the_root_and_from_nowhere_else()
    {
        for (var size = 1; size <= 33; size++)
        {
            var tree = Tree(Enumerable.Range(0, size).Select(index => index % 8));
            for (var place = 0; place < size; place++)
            {
                var path = tree.Path(place);
                Assert.Equal(tree.Root(), MerkleTree.RootOf(Leaf(place % 8), place, size, path));
                Assert.NotEqual(tree.Root(), MerkleTree.RootOf(Leaf((place + 1) % 8), place, size, path));
                Assert.Null(MerkleTree.RootOf(Leaf(place % 8), place, size, [.. path, Leaf(0)]));
                Assert.Null(MerkleTree.RootOf(Leaf(place % 8), size, size, path));
            }
        }
    }

    [Fact]
    public void The_chains_stand_in_the_order_of_their_bytes_and_only_a_tenant_s_secret_makes_its_leaf()
    {
        var (secret, hash) = (Encoding.ASCII.GetBytes("secret"), new byte[32]);
        HeadTree one = new(secret), other = new(secret), foreign = new([1]);
        foreach (var tenant in new[] { "borealis", "", "acme", "b-1" })
        {
            one.Set(tenant, 1, hash);
            one.Root();
        }

        foreach (var tenant in new[] { "", "acme", "b-1", "borealis" })
        {
            other.Set(tenant, 1, hash);
            foreign.Set(tenant, 1, hash);
        }

        Assert.Equal(other.Root(), one.Root());
        Assert.NotEqual(foreign.Root(), one.Root());
        Assert.Equal((0, 2, 3), (one.PathOf("")!.Value.Index, one.PathOf("b-1")!.Value.Index, one.PathOf("borealis")!.Value.Index));
        Assert.Null(one.PathOf("b-2"));
    }

    private static MerkleTree Tree(IEnumerable<int> leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves)
        {
            tree.Insert(tree.Count, Leaf(leaf));
        }

        return tree;
    }

    private static byte[] Leaf(int input) => MerkleTree.Leaf(Convert.FromHexString(Inputs[input]));
}
