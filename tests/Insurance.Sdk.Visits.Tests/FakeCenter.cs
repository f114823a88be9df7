using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>A center by hand: it answers with texts written from the tables, keeps what arrived, and fails when told to. It checks nothing; the mock center does.</summary>
internal sealed class FakeCenter : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Queue<Func<Task<HttpResponseMessage>>>> _next = new();
    private int _settlements;

    internal List<Message> Arrived { get; } = new();

    /// <summary>Called for every message when it has arrived, before it is answered.</summary>
    internal Func<Message, Task>? OnArrival { get; set; }

    /// <summary>Outputs that replace the usual ones, by number.</summary>
    internal Dictionary<string, string> Outputs { get; } = new();

    internal IReadOnlyList<string> Codes
    {
        get
        {
            lock (Arrived)
            {
                return Arrived.Select(m => m.Code).ToList();
            }
        }
    }

    internal Message Last(string code)
    {
        lock (Arrived)
        {
            return Arrived.Last(m => m.Code == code);
        }
    }

    /// <summary>The next call of the number is refused.</summary>
    internal FakeCenter Refuse(string code, string text = "测试拒绝") => Next(code, () => Task.FromResult(Json($$"""{"infcode":-1,"inf_refmsgid":null,"err_msg":"{{text}}","output":null}""")));

    /// <summary>The next call of the number gets a page instead of an answer: the outcome is unknown.</summary>
    internal FakeCenter Lose(string code) => Next(code, () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>502</html>", Encoding.UTF8, "text/html") }));

    /// <summary>The next call of the number is turned away by the gateway.</summary>
    internal FakeCenter TurnAway(string code) => Next(code, () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("""{"code":401,"message":"x"}""", Encoding.UTF8, "application/json") }));

    /// <summary>The next call of the number finds the line cut after it was sent.</summary>
    internal FakeCenter Cut(string code) => Next(code, () => throw new HttpRequestException("cut"));

    internal FakeCenter Next(string code, Func<Task<HttpResponseMessage>> answer)
    {
        _next.GetOrAdd(code, _ => new()).Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var message = new Message(body);
        lock (Arrived)
        {
            Arrived.Add(message);
        }

        if (OnArrival is { } hook)
        {
            await hook(message);
        }

        if (_next.TryGetValue(message.Code, out var queue) && queue.TryDequeue(out var answer))
        {
            return await answer();
        }

        return Json("{\"infcode\":0,\"inf_refmsgid\":\"R" + message.MessageId + "\",\"err_msg\":\"\",\"output\":" + (Outputs.TryGetValue(message.Code, out var output) ? output : Output(message)) + "}");
    }

    internal static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    internal string Output(Message message) => message.Code switch
    {
        "1101" => Bench.Person,
        "2001" => """{"trtinfo":[{"psn_no":"44090000000000000001","trt_chk_type":"01","fund_pay_type":"310100","trt_enjymnt_flag":"0","begndate":"2026-01-01","enddate":null,"trt_chk_rslt":"未缴费"}]}""",
        "2201" => """{"data":{"mdtrt_id":"M1","psn_no":"44090000000000000001","ipt_otp_no":"OP1"}}""",
        "2401" => """{"result":{"mdtrt_id":"S1"}}""",
        "2204" or "2301" => Lines(message),
        "2206" or "2303" => Settlement(message, null, 1),
        "2207" or "2304" => Settlement(message, "SETL" + Interlocked.Increment(ref _settlements).ToString(CultureInfo.InvariantCulture), 1),
        "2208" or "2305" => """{"setlinfo":{"mdtrt_id":"M1","setl_id":"BACK1","setl_time":"2026-03-02 01:00:00","medfee_sumamt":-100.00,"fund_pay_sumamt":-60.00,"psn_part_amt":-40.00,"acct_pay":-10.00,"pdn_cash_pay":-30.00,"hosp_part_amt":0,"clr_optins":"440800"},"setldetail":[]}""",
        "2406" => """{"IptPsnSpFlagRegOut":{"ipt_psn_sp_flag_detl_id":"DETL1"}}""",
        _ => "null",
    };

    private static string Lines(Message message)
        => "{\"result\":[" + string.Join(",", message.Input.GetProperty("feedetail").EnumerateArray().Select(l =>
            "{\"feedetl_sn\":\"" + Text(l, "feedetl_sn") + "\",\"det_item_fee_sumamt\":" + Text(l, "det_item_fee_sumamt") + ",\"cnt\":" + Text(l, "cnt") + ",\"pric\":" + Text(l, "pric")
            + ",\"pric_uplmt_amt\":999999,\"chrgitm_lv\":\"01\",\"med_chrgitm_type\":\"09\",\"lmt_used_flag\":\"0\"}")) + "]}";

    /// <summary>Six tenths from the fund, one tenth from the account, the rest in cash.</summary>
    private static string Settlement(Message message, string? id, int sign)
    {
        var data = message.Input.GetProperty("data");
        var total = data.GetProperty("medfee_sumamt").GetDecimal() * sign;
        string N(decimal part) => decimal.Round(total * part, 2).ToString(CultureInfo.InvariantCulture);
        var cash = total - decimal.Round(total * 0.6m, 2) - decimal.Round(total * 0.1m, 2);
        return "{\"setlinfo\":{\"mdtrt_id\":\"" + Text(data, "mdtrt_id") + "\"" + (id is null ? "" : ",\"setl_id\":\"" + id + "\"")
            + ",\"psn_no\":\"44090000000000000001\",\"psn_name\":\"测试甲\",\"psn_cert_type\":\"01\",\"certno\":\"440900190001010000\",\"psn_type\":\"11\",\"cvlserv_flag\":\"0\",\"med_type\":\"11\""
            + ",\"setl_time\":\"2026-03-02 00:31:00\",\"medfee_sumamt\":" + total.ToString(CultureInfo.InvariantCulture) + ",\"fulamt_ownpay_amt\":0,\"overlmt_selfpay\":0,\"preselfpay_amt\":0,\"inscp_scp_amt\":" + N(1)
            + ",\"hifp_pay\":" + N(0.6m) + ",\"pool_prop_selfpay\":0.6,\"cvlserv_pay\":0,\"hifes_pay\":0,\"hifmi_pay\":0,\"hifob_pay\":0,\"maf_pay\":0,\"oth_pay\":0,\"hifdm_pay\":0,\"fund_pay_sumamt\":" + N(0.6m)
            + ",\"psn_part_amt\":" + (total - decimal.Round(total * 0.6m, 2)).ToString(CultureInfo.InvariantCulture) + ",\"acct_pay\":" + N(0.1m) + ",\"psn_cash_pay\":" + cash.ToString(CultureInfo.InvariantCulture)
            + ",\"hosp_part_amt\":0,\"balc\":88.00,\"acct_mulaid_pay\":0,\"medins_setl_id\":\"" + message.MessageId + "\",\"clr_optins\":\"440800\",\"clr_way\":\"01\",\"clr_type\":\"11\"}"
            + ",\"setldetail\":[{\"fund_pay_type\":\"310100\",\"inscp_scp_amt\":" + N(1) + ",\"crt_payb_lmt_amt\":0,\"fund_payamt\":" + N(0.6m) + ",\"fund_pay_type_name\":\"统筹\"}]}";
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : element.GetProperty(name).GetRawText();
}

/// <summary>A message that arrived at the center.</summary>
internal sealed class Message
{
    internal Message(string body)
    {
        Body = JsonDocument.Parse(body).RootElement;
    }

    internal JsonElement Body { get; }

    internal string Code => Body.GetProperty("infno").GetString()!;

    internal string MessageId => Body.GetProperty("msgid").GetString()!;

    internal string InsuredArea => Body.GetProperty("insuplc_admdvs").GetString()!;

    internal string Operator => Body.GetProperty("opter").GetString()!;

    internal JsonElement Input => Body.GetProperty("input");

    internal string InputText => Input.GetRawText();
}
