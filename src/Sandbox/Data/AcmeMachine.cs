namespace Enterprise.Sandbox.Data;

/// <summary>A kind of machine: its type, the letters its external ids begin with, and its name in English, German and Chinese.</summary>
internal sealed record AcmeMachine(AssetType Type, string Tag, params string[] Names)
{
    public static readonly AcmeMachine MashTun = new(AcmeTypes.Kettle, "K", "Mash tun", "Maischebottich", "糖化锅");
    public static readonly AcmeMachine WortKettle = new(AcmeTypes.Kettle, "K", "Wort kettle", "Würzepfanne", "煮沸锅");
    public static readonly AcmeMachine LauterTun = new(AcmeTypes.Kettle, "K", "Lauter tun", "Läuterbottich", "过滤槽");
    public static readonly AcmeMachine Whirlpool = new(AcmeTypes.Tank, "T", "Whirlpool", "Whirlpool", "回旋沉淀槽");
    public static readonly AcmeMachine Pump = new(AcmeTypes.Pump, "P", "Centrifugal pump", "Kreiselpumpe", "离心泵");
    public static readonly AcmeMachine BottleWasher = new(AcmeTypes.Washer, "W", "Bottle washer", "Flaschenreiniger", "洗瓶机");
    public static readonly AcmeMachine BottleFiller = new(AcmeTypes.Filler, "F", "Bottle filler", "Flaschenfüller", "苏州 灌装机");
    public static readonly AcmeMachine Corker = new(AcmeTypes.Corker, "C", "Crown corker", "Kronenkorker", "压盖机");
    public static readonly AcmeMachine Labeller = new(AcmeTypes.Labeller, "L", "Labeller", "Etikettierer", "贴标机");
    public static readonly AcmeMachine Robot = new(AcmeTypes.Robot, "R", "Palletising robot", "Palettierroboter", "码垛机器人");
    public static readonly AcmeMachine Conveyor = new(AcmeTypes.Conveyor, "B", "Conveyor", "Förderband", "输送带");
    public static readonly AcmeMachine CanFiller = new(AcmeTypes.Filler, "F", "Can filler", "Dosenfüller", "易拉罐灌装机");
    public static readonly AcmeMachine Seamer = new(AcmeTypes.Corker, "C", "Can seamer", "Dosenverschließer", "封罐机");
    public static readonly AcmeMachine Pasteuriser = new(AcmeTypes.Kettle, "K", "Tunnel pasteuriser", "Tunnelpasteur", "隧道式杀菌机");
    public static readonly AcmeMachine KegWasher = new(AcmeTypes.Washer, "W", "Keg washer", "Fassreiniger", "桶清洗机");
    public static readonly AcmeMachine KegFiller = new(AcmeTypes.Filler, "F", "Keg filler", "Fassfüller", "桶装机");
    public static readonly AcmeMachine Compressor = new(AcmeTypes.Compressor, "V", "Screw compressor", "Schraubenverdichter", "螺杆压缩机");
    public static readonly AcmeMachine AmmoniaCompressor = new(AcmeTypes.Compressor, "V", "Ammonia compressor", "Ammoniakverdichter", "氨压缩机");
    public static readonly AcmeMachine BufferTank = new(AcmeTypes.Tank, "T", "Buffer tank", "Puffertank", "缓冲罐");
}
