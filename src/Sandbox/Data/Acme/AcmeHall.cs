namespace Enterprise.Sandbox.Data.Acme;

/// <summary>The plan of a hall: its code in external ids, its name in English, German and Chinese, and its lines.</summary>
internal sealed record AcmeHall(string Code, string[] Names, params AcmeHall.Line[] Lines)
{
    public static IReadOnlyList<AcmeHall> OfAWholeSite { get; } =
    [
        new("BH", ["Brewhouse", "Sudhaus", "酿造车间"], Brewing("1"), Brewing("2")),
        new("FC", ["Fermentation cellar", "Gärkeller", "发酵车间"], Fermentation(), BrightBeer()),
        new("PK", ["Filling hall", "Abfüllhalle", "灌装车间"], Glass("1"), Cans(), Kegs()),
        new("UT", ["Utilities", "Energiezentrale", "动力车间"], Air(), Refrigeration(), Steam()),
    ];

    /// <summary>One hall, two lines of seven machines: with three components each and the site itself, 60 assets.</summary>
    public static IReadOnlyList<AcmeHall> OfASmallSite { get; } =
        [new("PK", ["Filling hall", "Abfüllhalle", "灌装车间"], Glass("1"), Glass("2"))];

    private static Line Brewing(string number) => new(
        ["Brew line " + number, "Sudlinie " + number, "酿造线 " + number],
        [AcmeMachine.MashTun, AcmeMachine.LauterTun, AcmeMachine.WortKettle, AcmeMachine.Whirlpool, AcmeMachine.Pump, AcmeMachine.Pump]);

    private static Line Fermentation() => new(
        ["Fermenters", "Gärtanks", "发酵罐区"],
        [
            AcmeMachine.Fermenter, AcmeMachine.Fermenter, AcmeMachine.Fermenter, AcmeMachine.Fermenter, AcmeMachine.Fermenter,
            AcmeMachine.Fermenter, AcmeMachine.YeastTank, AcmeMachine.Pump,
        ]);

    private static Line BrightBeer() => new(
        ["Bright beer", "Drucktankkeller", "清酒区"],
        [AcmeMachine.BeerFilter, AcmeMachine.BrightTank, AcmeMachine.BrightTank, AcmeMachine.Pump]);

    private static Line Glass(string number) => new(
        ["Glass line " + number, "Glaslinie " + number, "玻璃瓶线 " + number],
        [
            AcmeMachine.BottleWasher, AcmeMachine.BottleFiller, AcmeMachine.Corker, AcmeMachine.Labeller,
            AcmeMachine.Conveyor, AcmeMachine.Pump, AcmeMachine.Robot,
        ]);

    private static Line Cans() => new(
        ["Can line 2", "Dosenlinie 2", "易拉罐线 2"],
        [AcmeMachine.CanFiller, AcmeMachine.Seamer, AcmeMachine.Pasteuriser, AcmeMachine.Conveyor, AcmeMachine.Pump, AcmeMachine.Robot]);

    private static Line Kegs() => new(
        ["Keg line 3", "Fasslinie 3", "桶装线 3"],
        [AcmeMachine.KegWasher, AcmeMachine.KegFiller, AcmeMachine.Conveyor, AcmeMachine.Pump, AcmeMachine.Robot]);

    private static Line Air() => new(
        ["Compressed air", "Druckluft", "压缩空气"],
        [AcmeMachine.Compressor, AcmeMachine.Compressor, AcmeMachine.Compressor, AcmeMachine.BufferTank]);

    private static Line Refrigeration() => new(
        ["Refrigeration", "Kälteanlage", "制冷"],
        [AcmeMachine.Chiller, AcmeMachine.Chiller, AcmeMachine.Pump, AcmeMachine.BufferTank]);

    private static Line Steam() => new(["Steam", "Dampf", "蒸汽"], [AcmeMachine.SteamBoiler, AcmeMachine.Pump]);

    /// <summary>A line and the machines on it, in the direction of flow.</summary>
    internal sealed record Line(string[] Names, AcmeMachine[] Machines);
}
