using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Tests.Calls;

public sealed class RequestEnvelopeTests
{
    [Fact]
    public async Task All_members_go_out_in_the_standards_order_with_china_time()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers(TestHospital.Accepted);

        await hospital.Open().CallAsync(FakeOperations.Command, new FakeRequest { Name = "甲/<&'+" }, new CallOptions { InsuredArea = "440800", SignNo = "SN7" }, default);

        Assert.Equal(
            """{"infno":"2207","msgid":"H00000000001202603020030050001","mdtrtarea_admvs":"440882","insuplc_admdvs":"440800","recer_sys_code":"HIS","recer_admdvs":"440882","dev_no":"","dev_safe_info":"","cainfo":"","signtype":"SM3","infver":"V1.0","opter_type":"1","opter":"0001","opter_name":"收费员甲","inf_time":"2026-03-02 00:30:05","fixmedins_code":"H00000000001","fixmedins_name":"测试医院","sign_no":"SN7","input":{"data":{"name":"甲/<&'+"}}}""",
            hospital.Center.Bodies.Single());
        Assert.Equal("http://127.0.0.1:5080/ebus/gdyb_inf/poc/hsa/hgs/2207", hospital.Center.Requests[0].RequestUri!.ToString());
        Assert.True(hospital.Center.Requests[0].Headers.Contains("x-tif-signature"));
    }

    [Fact]
    public async Task The_insured_area_is_empty_where_the_call_names_none()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers(TestHospital.Accepted);

        await hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), null, default);

        Assert.Equal("", hospital.Center.Received[0].GetProperty("insuplc_admdvs").GetString());
    }

    [Fact]
    public async Task Extra_members_are_added_replaced_in_place_or_left_out()
    {
        var hospital = new TestHospital();
        hospital.Options.ExtraEnvelope.Set("fixmedins_soft_fcty", "测试软件").SetJson("recer_admdvs", "null").Set("signtype", "SM2");
        hospital.Center.Answers(TestHospital.Accepted);
        var call = new CallOptions();
        call.ExtraEnvelope.Set("signtype", "MOCK").Set("dev_no", "D1").SetJson("idfi_mode", "1");

        await hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), call, default);

        var sent = hospital.Center.Received[0];
        Assert.Equal("MOCK", sent.GetProperty("signtype").GetString());
        Assert.Equal("D1", sent.GetProperty("dev_no").GetString());
        Assert.Equal(1, sent.GetProperty("idfi_mode").GetInt32());
        Assert.Equal("测试软件", sent.GetProperty("fixmedins_soft_fcty").GetString());
        Assert.False(sent.TryGetProperty("recer_admdvs", out _));
        Assert.Equal(sent.EnumerateObject().Count(), sent.EnumerateObject().Select(m => m.Name).Distinct().Count());
    }

    [Fact]
    public async Task A_sealed_input_is_spliced_in_unchanged_and_its_members_win()
    {
        var hospital = new TestHospital { Protection = new Sealer() };
        hospital.Center.Answers(TestHospital.Accepted);
        var call = new CallOptions();
        call.ExtraEnvelope.Set("cainfo", "mine").Set("enc_type", "mine");

        await hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), call, default);

        Assert.Contains("\"input\":\"a\\/b==\"", hospital.Center.Bodies[0], StringComparison.Ordinal);
        Assert.Equal("CA", hospital.Center.Received[0].GetProperty("cainfo").GetString());
        Assert.Equal("SM4", hospital.Center.Received[0].GetProperty("enc_type").GetString());
        Assert.Equal("SM2", hospital.Center.Received[0].GetProperty("signtype").GetString());
    }

    [Fact]
    public async Task A_protection_that_gives_back_nothing_sends_nothing()
    {
        var hospital = new TestHospital { Protection = new Emptier() };

        await Assert.ThrowsAsync<NotProcessedException>(() => hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), null, default));

        Assert.Equal(0, hospital.Center.Count);
    }

    [Fact]
    public async Task Every_broken_envelope_rule_is_told_at_once_and_nothing_is_sent()
    {
        var hospital = new TestHospital();
        var call = new CallOptions
        {
            InsuredArea = "4408",
            Operator = new Operator { Code = "", Name = new string('甲', 51), Type = "1234" },
            MessageId = new string('1', 31),
            SignNo = new string('1', 31),
        };
        call.ExtraEnvelope.Set("msgid", "x");

        var error = await Assert.ThrowsAsync<ValidationException>(() => hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest { Name = "" }, call, default));

        Assert.Equal(
            new[] { "name", "opter_type", "opter", "opter_name", "sign_no", "insuplc_admdvs", "msgid", "msgid" },
            error.Errors.Select(e => e.Field).ToArray());
        Assert.Equal("1101", error.Code);
        Assert.Equal(0, hospital.Center.Count);
    }

    private sealed class Emptier : IBodyProtection
    {
        public SealedInput Seal(ReadOnlyMemory<byte> inputJson) => new(default);

        public ReadOnlyMemory<byte> Open(SealedOutput output) => output.Output;
    }

    private sealed class Sealer : IBodyProtection
    {
        public SealedInput Seal(ReadOnlyMemory<byte> inputJson) => new(Encoding.UTF8.GetBytes("\"a\\/b==\""), "CA", "SM2", "SM4");

        public ReadOnlyMemory<byte> Open(SealedOutput output) => output.Output;
    }
}
