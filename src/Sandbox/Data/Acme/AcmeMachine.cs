namespace Enterprise.Sandbox.Data.Acme;

/// <summary>A kind of machine: its type, the letters in its external ids, and its name in English, German and Chinese.</summary>
internal sealed record AcmeMachine(AssetType Type, string Tag, params string[] Names)
{
    public static readonly AcmeMachine MashTun = new(AcmeTypes.Kettle, "MT", "Mash tun", "Maischebottich", "糖化锅");
    public static readonly AcmeMachine LauterTun = new(AcmeTypes.Kettle, "LT", "Lauter tun", "Läuterbottich", "过滤槽");
    public static readonly AcmeMachine WortKettle = new(AcmeTypes.Kettle, "WK", "Wort kettle", "Würzepfanne", "煮沸锅");
    public static readonly AcmeMachine Whirlpool = new(AcmeTypes.Tank, "WP", "Whirlpool", "Whirlpool", "回旋沉淀槽");
    public static readonly AcmeMachine Pump = new(AcmeTypes.Pump, "P", "Centrifugal pump", "Kreiselpumpe", "离心泵");
    public static readonly AcmeMachine Fermenter = new(AcmeTypes.Fermenter, "FV", "Fermenter", "Gärtank", "发酵罐");
    public static readonly AcmeMachine YeastTank = new(AcmeTypes.Tank, "YT", "Yeast tank", "Hefetank", "酵母罐");
    public static readonly AcmeMachine BeerFilter = new(AcmeTypes.Filter, "BF", "Beer filter", "Bierfilter", "啤酒过滤机");
    public static readonly AcmeMachine BrightTank = new(AcmeTypes.Tank, "BT", "Bright beer tank", "Drucktank", "清酒罐");
    public static readonly AcmeMachine BottleWasher = new(AcmeTypes.Washer, "BW", "Bottle washer", "Flaschenreiniger", "洗瓶机");
    public static readonly AcmeMachine BottleFiller = new(AcmeTypes.Filler, "F", "Bottle filler", "Flaschenfüller", "灌装机");
    public static readonly AcmeMachine Corker = new(AcmeTypes.Corker, "CC", "Crown corker", "Kronenkorker", "压盖机");
    public static readonly AcmeMachine Labeller = new(AcmeTypes.Labeller, "L", "Labeller", "Etikettierer", "贴标机");
    public static readonly AcmeMachine Robot = new(AcmeTypes.Robot, "R", "Palletising robot", "Palettierroboter", "码垛机器人");
    public static readonly AcmeMachine Conveyor = new(AcmeTypes.Conveyor, "CV", "Conveyor", "Förderband", "输送带");
    public static readonly AcmeMachine CanFiller = new(AcmeTypes.Filler, "F", "Can filler", "Dosenfüller", "易拉罐灌装机");
    public static readonly AcmeMachine Seamer = new(AcmeTypes.Corker, "CS", "Can seamer", "Dosenverschließer", "封罐机");
    public static readonly AcmeMachine Pasteuriser = new(AcmeTypes.Kettle, "TP", "Tunnel pasteuriser", "Tunnelpasteur", "隧道式杀菌机");
    public static readonly AcmeMachine KegWasher = new(AcmeTypes.Washer, "KW", "Keg washer", "Fassreiniger", "桶清洗机");
    public static readonly AcmeMachine KegFiller = new(AcmeTypes.Filler, "F", "Keg filler", "Fassfüller", "桶装机");
    public static readonly AcmeMachine Compressor = new(AcmeTypes.Compressor, "C", "Screw compressor", "Schraubenverdichter", "螺杆压缩机");
    public static readonly AcmeMachine Chiller = new(AcmeTypes.Compressor, "CH", "Ammonia compressor", "Ammoniakverdichter", "氨压缩机");
    public static readonly AcmeMachine SteamBoiler = new(AcmeTypes.Boiler, "SB", "Steam boiler", "Dampfkessel", "蒸汽锅炉");
    public static readonly AcmeMachine BufferTank = new(AcmeTypes.Tank, "T", "Buffer tank", "Puffertank", "缓冲罐");
}
