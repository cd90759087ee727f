using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The switches of identity's faults, for each generation.</summary>
internal sealed class IdentityPage(Page page, IdentitySwitches switches)
{
    public static async Task<IResult> SwitchAsync(HttpContext context, IdentitySwitches switches)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        return Enum.TryParse<Generation>(form["generation"], out var generation) && Enum.IsDefined(generation) && Switch(switches, generation, form["do"].ToString())
            ? new SeeOther("/identity")
            : Results.Text("There is no such switch.", statusCode: StatusCodes.Status400BadRequest);
    }

    public IResult Show() => page.Show("Faults of identity", Html.Of($"""
        <p>What an application has to live with: keys that change, keys that cannot be read, and an identity service that is slow or away.</p>
        {Html.Each(Enum.GetValues<Generation>(), Section)}
        """));

    private static bool Switch(IdentitySwitches switches, Generation generation, string what)
    {
        if (what == "rotate")
        {
            switches.RotateKeys(generation);
        }
        else if (what == "withdraw")
        {
            switches.WithdrawOldKeys(generation);
        }
        else if (Enum.TryParse<KeySet>(what, out var set) && Enum.IsDefined(set))
        {
            switches.Publish(generation, set);
        }
        else if (Enum.TryParse<IdentityMood>(what, out var mood) && Enum.IsDefined(mood))
        {
            switches.Answer(generation, mood);
        }
        else
        {
            return false;
        }

        return true;
    }

    private Html Section(Generation generation) => Html.Of($"""
        <h2>{generation.InWords()}</h2>
        <div class="card"><dl>
        <dt>Keys</dt><dd>{string.Join(", ", switches.KeyIds(generation))}; the first one signs</dd>
        <dt>Published</dt><dd>{Words(switches.KeySetOf(generation))}</dd>
        <dt>Answers</dt><dd>{Words(switches.MoodOf(generation))}</dd>
        <dt>Keys fetched</dt><dd>{switches.KeyFetches(generation).ToString(System.Globalization.CultureInfo.InvariantCulture)} times</dd>
        </dl>
        <form method="post" action="/identity"><input type="hidden" name="generation" value="{generation.ToString()}">
        <p>{Button("rotate", "Sign with a new key")} {Button("withdraw", "Withdraw the old key")}</p>
        <p>{Html.Each(Enum.GetValues<KeySet>(), set => Button(set.ToString(), "Publish " + Words(set)))}</p>
        <p>{Html.Each(Enum.GetValues<IdentityMood>(), mood => Button(mood.ToString(), "Answer " + Words(mood)))}</p>
        </form></div>
        """);

    private static Html Button(string what, string text) => Html.Of($"""<button name="do" value="{what}">{text}</button> """);

    private static string Words(KeySet set) => set switch
    {
        KeySet.Empty => "an empty set",
        KeySet.Broken => "a broken set",
        KeySet.Oversized => "a set of 5 MB",
        _ => "the keys",
    };

    private static string Words(IdentityMood mood) => mood switch
    {
        IdentityMood.Slow => "slowly",
        IdentityMood.Down => "with 503",
        _ => "at once",
    };
}
