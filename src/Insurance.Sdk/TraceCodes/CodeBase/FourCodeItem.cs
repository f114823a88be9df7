using System.Globalization;

namespace Insurance.Sdk.TraceCodes;

/// <summary>One row of a <see cref="FourCodeBase"/>. A view: it holds no text, and every property reads it anew.</summary>
public readonly struct FourCodeItem
{
    private readonly FourCodeBase _base;
    private readonly int _row;

    internal FourCodeItem(FourCodeBase owner, int row)
    {
        _base = owner;
        _row = row;
    }

    /// <summary>药品标识码, seven digits; "" where the row has none.</summary>
    public string Prefix => _base.PrefixOf(_row) is var prefix and > 0 ? prefix.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>A whole code; "" where the row has none.</summary>
    public string WholeCode => _base.TextOf(_row, FourCodeField.WholeCode);

    /// <summary>The hospital's own item code; "" where unknown.</summary>
    public string HospitalItemCode => _base.TextOf(_row, FourCodeField.HospitalItemCode);

    /// <summary>med_list_codg 医疗目录编码; "" where unknown.</summary>
    public string NationalItemCode => _base.TextOf(_row, FourCodeField.NationalItemCode);

    /// <summary>商品条码; "" where unknown.</summary>
    public string Barcode => _base.TextOf(_row, FourCodeField.Barcode);

    /// <summary>药品本位码; "" where unknown.</summary>
    public string StandardDrugCode => _base.TextOf(_row, FourCodeField.StandardDrugCode);

    /// <summary>Name for people; "" where unknown.</summary>
    public string Name => _base.TextOf(_row, FourCodeField.Name);

    /// <summary>Smallest units in the pack that carries the code; null where unknown.</summary>
    public decimal? PackSize => decimal.TryParse(_base.TextOf(_row, FourCodeField.PackSize), NumberStyles.Number, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>Where the row comes from.</summary>
    public FourCodeSource Source => _base.SourceOf(_row);

    /// <summary>Number of the fill that brought or last changed the row.</summary>
    public int Version => _base.VersionOf(_row);

    /// <summary>A copy of the row that can be changed.</summary>
    public FourCodeRow ToRow() => new()
    {
        Prefix = Prefix,
        WholeCode = WholeCode,
        HospitalItemCode = HospitalItemCode,
        NationalItemCode = NationalItemCode,
        Barcode = Barcode,
        StandardDrugCode = StandardDrugCode,
        Name = Name,
        PackSize = PackSize,
        Source = Source,
        Version = Version,
    };
}
