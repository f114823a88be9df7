namespace Insurance.Sdk.TraceCodes;

/// <summary>The texts of a row, in the order in which they are kept.</summary>
internal enum FourCodeField
{
    HospitalItemCode,
    NationalItemCode,
    Barcode,
    StandardDrugCode,
    WholeCode,
    Name,
    PackSize,
    Count,
}
