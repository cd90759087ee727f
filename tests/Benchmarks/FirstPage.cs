using System.Globalization;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;

namespace Enterprise.Benchmarks;

/// <summary>
/// What the first page of a tenant with 100,000 assets costs beside that of one with 25, both through the application as a browser asks for
/// it. The two are asked in turn, so that whatever else the machine does meets both alike. Equal page sizes are compared (25 rows each).
/// </summary>
internal static class FirstPage
{
    private const int Warm = 100;
    private const int Rounds = 500;
    private const double Allowed = 1.5;

    public static async Task<int> RunAsync()
    {
        await using var stage = await Stage.StartAsync();
        using var small = stage.As(People.Erik, "text/html");
        using var large = stage.As(People.Zoe, "text/html");
        List<double> smallTimes = [], largeTimes = [];
        for (var round = 0; round < Warm + Rounds; round++)
        {
            var (one, other) = (await Ask(small), await Ask(large));
            if (round >= Warm)
            {
                smallTimes.Add(one);
                largeTimes.Add(other);
            }
        }

        var (smallMedian, largeMedian) = (Median(smallTimes), Median(largeTimes));
        var ratio = largeMedian / smallMedian;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"first page, median of {Rounds}: borealis {smallMedian:F2} ms, galactic {largeMedian:F2} ms, ratio {ratio:F2} (at most {Allowed})"));
        return ratio <= Allowed ? 0 : 1;
    }

    private static async Task<double> Ask(HttpClient client)
    {
        var begun = TimeProvider.System.GetTimestamp();
        using var answer = await client.GetAsync(new Uri("/?size=25", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
