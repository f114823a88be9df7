using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Tests.Wire;

/// <summary>The codec as tests use it: text in, text out.</summary>
internal static class Codec
{
    internal static readonly StandardCodec Guangdong = Of("guangdong");

    internal static StandardCodec Of(string edition, string? corrections = null, CodecSettings? settings = null)
        => new(new EditionRules(edition, corrections is null ? null : JsonDocument.Parse(corrections).RootElement), settings);

    internal static string Write(this StandardCodec codec, Operation operation, StandardRequest request)
    {
        using var buffer = new PooledBytes(1024);
        codec.WriteInput(operation, request, buffer);
        return buffer.ToText();
    }

    internal static (TAnswer Answer, List<Deviation> Deviations) Read<TRequest, TAnswer>(this StandardCodec codec, Operation<TRequest, TAnswer> operation, string output)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        var deviations = new List<Deviation>();
        return ((TAnswer)codec.ReadOutput(operation, Encoding.UTF8.GetBytes(output), deviations), deviations);
    }

    internal static StandardRequest ReadInput(this StandardCodec codec, Operation operation, string input, out List<Deviation> deviations)
    {
        deviations = new List<Deviation>();
        return codec.ReadInput(operation, Encoding.UTF8.GetBytes(input), deviations);
    }

    internal static List<ValidationError> Errors(this StandardCodec codec, Operation operation, StandardRequest request)
        => codec.Check(operation, request).Where(e => !e.IsWarning).ToList();

    /// <summary>A sale line that keeps every rule of Guangdong's 3505A.</summary>
    internal static UploadSalesBatchSelinfoDetail SaleLine(string batch = "S20260301-0001", string item = "YP0001") => new()
    {
        MedListCodg = "XA01ABD075A002010100483",
        FixmedinsHilistId = item,
        FixmedinsHilistName = "阿莫西林胶囊",
        FixmedinsBchno = batch,
        PrscDrName = "医师甲",
        PharName = "药师乙",
        PharPracCertNo = "YS000001",
        MdtrtSn = "MZ20260301001",
        ManuLotnum = "LOT2601",
        ManuDate = new ChinaTime(2026, 1, 5),
        RxFlag = PrescriptionDrugFlag.Yes,
        TrdnFlag = SplitPackFlag.No,
        RtalDocno = "RT0001",
        SelRetnCnt = 2m,
        SelRetnTime = new ChinaTime(2026, 3, 1, 9, 30, 0),
        SelRetnOpterName = "收费员丙",
    };
}
