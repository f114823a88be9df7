using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Benchmarks;

/// <summary>A 3505A envelope of 20 lines with two trace codes each: the request to bytes, an answer that echoes the lines back to objects.</summary>
internal sealed class CodecBenchmark
{
    private const string MessageId = "H44088200999202603010930000001";
    private const string Time = "2026-03-01 09:30:00";
    private static readonly JsonSerializerOptions Reflection = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private static readonly Newtonsoft.Json.JsonSerializerSettings Newtonsoft = new() { NullValueHandling = global::Newtonsoft.Json.NullValueHandling.Ignore };
    private readonly StandardCodec _codec = new(new EditionRules("guangdong", null));
    private readonly ClientSettings _settings = ClientSettings.From(new InsuranceOptions
    {
        Profile = "guangdong", BaseUrl = "http://127.0.0.1/", InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882",
    });

    private readonly UploadSalesBatchRequest _request = Request();
    private readonly PlainEnvelope _plain;
    private readonly byte[] _answer;
    private readonly string _answerText;

    internal CodecBenchmark()
    {
        var bytes = Encode();
        _plain = JsonSerializer.Deserialize<PlainEnvelope>(bytes, Reflection)!;
        var lines = JsonNode.Parse(bytes)!["input"]!["selinfoDetail"]!.DeepClone();
        foreach (var line in lines.AsArray())
        {
            // The echoed rows carry no trace codes: the output table has none.
            line!.AsObject().Remove("drugtracinfo");
        }

        var answer = new JsonObject
        {
            ["infcode"] = 0,
            ["inf_refmsgid"] = "440882202603010930001234567890",
            ["refmsg_time"] = "20260301093000123",
            ["respond_time"] = "20260301093000456",
            ["err_msg"] = "",
            ["output"] = new JsonObject { ["selinfoDetail"] = lines },
        };
        _answerText = answer.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _answer = Encoding.UTF8.GetBytes(_answerText);
        if (Decode() != 20 || DecodeReflection() != 20 || DecodeNewtonsoft() != 20 || !JsonNode.DeepEquals(JsonNode.Parse(Encode()), JsonNode.Parse(EncodeReflection())))
        {
            throw new InvalidOperationException("The three ways do not do the same job.");
        }
    }

    internal byte[] Encode()
    {
        using var input = new PooledBytes(16 * 1024);
        _codec.WriteInput(Operations.UploadSalesBatch, _request, input);
        return new RequestEnvelope(_settings, "3505A", null).Write(MessageId, "", Time, new SealedInput(input.ToArray()));
    }

    internal int Decode()
    {
        // As a typed call does it: the output is read on the way through the envelope.
        var judged = AnswerReader.Read(Operations.UploadSalesBatch, 200, "application/json", _answer, null, null, true, _codec);
        return judged.Outcome == CallOutcome.Accepted && judged.Typed is { Deviations.Count: 0 } typed ? ((UploadSalesBatchAnswer)typed.Answer).SelinfoDetail.Count : -1;
    }

    internal byte[] EncodeReflection() => JsonSerializer.SerializeToUtf8Bytes(_plain, Reflection);

    internal int DecodeReflection() => JsonSerializer.Deserialize<PlainAnswer>(_answer, Reflection)!.output!.selinfoDetail!.Count;

    internal byte[] EncodeNewtonsoft() => Encoding.UTF8.GetBytes(global::Newtonsoft.Json.JsonConvert.SerializeObject(_plain, Newtonsoft));

    internal int DecodeNewtonsoft() => global::Newtonsoft.Json.JsonConvert.DeserializeObject<PlainAnswer>(Encoding.UTF8.GetString(_answer), Newtonsoft)!.output!.selinfoDetail!.Count;

    internal static UploadSalesBatchRequest Request() => new() { SelinfoDetail = Enumerable.Range(0, 20).Select(Line).ToList() };

    internal static UploadSalesBatchSelinfoDetail Line(int i) => new()
    {
        MedListCodg = "XA01ABD075A002010100483",
        FixmedinsHilistId = "YP" + i,
        FixmedinsHilistName = "阿莫西林胶囊",
        FixmedinsBchno = "S20260301-" + i,
        PrscDrName = "医师甲",
        PharName = "药师乙",
        PharPracCertNo = "YS000001",
        HiFeesetlType = "1",
        SetlId = "SETL000000000000" + i,
        MdtrtSn = "MZ20260301" + i,
        PsnNo = "44000000000000000000" + i,
        PsnCertType = "01",
        PsnName = "患者" + i,
        ManuLotnum = "LOT2601",
        ManuDate = new ChinaTime(2026, 1, 5),
        ExpyEnd = new ChinaTime(2028, 1, 4),
        RxFlag = "1",
        TrdnFlag = "0",
        FinlTrnsPric = 12.5m,
        Rxno = "RX" + i,
        RtalDocno = "RT" + i,
        StooutNo = "CK" + i,
        SelRetnCnt = 2m,
        SelRetnTime = new ChinaTime(2026, 3, 1, 9, 30, 0),
        SelRetnOpterName = "收费员丙",
        Memo = "",
        Drugtracinfo = { new UploadSalesBatchDrugtracinfo { DrugTracCodg = "8100001000000000000" + (i % 10) }, new UploadSalesBatchDrugtracinfo { DrugTracCodg = "8100002000000000000" + (i % 10) } },
    };
}
