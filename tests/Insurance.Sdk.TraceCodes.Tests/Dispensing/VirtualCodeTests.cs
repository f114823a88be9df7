using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

public sealed class VirtualCodeTests : IDisposable
{
    private readonly DeskWorld _world = new();
    private readonly WireMockServer _center = WireMockServer.Start();
    private readonly InsuranceClient _client;

    public VirtualCodeTests()
    {
        var options = new InsuranceOptions
        {
            Profile = "hunan",
            Gateway = "none",
            BaseUrl = "http://127.0.0.1:" + _center.Port.ToString(CultureInfo.InvariantCulture) + "/",
            InstitutionCode = "H00000000001",
            InstitutionName = "测试医院",
            Area = "430100",
            ReceiverSystem = "HIS",
            Operator = new Operator { Code = "0001", Name = "操作员甲" },
        };
        _client = new InsuranceClient(options, new InsuranceClientParts { MessageIds = new Ids() }) { SignNo = "QD1" };
    }

    public void Dispose()
    {
        _client.Dispose();
        _center.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task Split_units_get_the_centers_code_and_it_comes_back_by_its_code()
    {
        Answer("""{"infcode":0,"err_msg":"","output":{"result":{"fixmedins_hilist_id":"D1","fixmedins_hilist_name":"示例药品1","drug_trac_codg":"XN0000000001"}}}""");
        var session = await OpenAsync();
        Assert.True((await session.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.Equal(ScanRefusal.TooMany, (await session.ScanAsync(DeskWorld.Code(1, 2))).Reason);
        var answer = await session.VirtualCodeAsync("1");
        Assert.Equal((ScanOutcome.SessionComplete, "XN0000000001", 4m), (answer.Outcome, answer.Code, answer.Units));
        // Once more asks nobody.
        Assert.Equal("XN0000000001", (await session.VirtualCodeAsync("1")).Code);
        Assert.Single(_center.LogEntries);
        var rows = (await session.ConfirmAsync()).Rows;
        Assert.Equal([DeskWorld.Code(1, 1), "XN0000000001"], rows.Select(r => r.Codes.Single()));

        var back = await new ReturnsDesk(_world.Store).OpenAsync(new ReturnBill { Number = "T1", OperatorName = "药师乙" });
        Assert.Equal(4, (await back.ScanAsync("XN0000000001")).Units);
        Assert.Equal(rows[1].Serial, (await back.ConfirmAsync()).Rows.Single().SaleSerial);
    }

    [Fact]
    public async Task A_lost_answer_is_shown_and_not_asked_again_until_a_person_says_so()
    {
        _center.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(502).WithBody("<html>"));
        var session = await OpenAsync();
        var lost = await session.VirtualCodeAsync("1");
        Assert.Equal(ScanRefusal.VirtualCodeUnknown, lost.Reason);
        Assert.Matches("message H00000000001[0-9]+", lost.Text);
        Assert.Equal(lost.Text, (await (await _world.Desk(p => p.SplitMode = SplitMode.VirtualCode, client: _client).ResumeAsync(session.Id))!.VirtualCodeAsync("1")).Text);
        Assert.Single(_center.LogEntries);
        _center.Reset();
        Answer("""{"infcode":0,"err_msg":"","output":{"result":{"fixmedins_hilist_id":"D1","fixmedins_hilist_name":"示例药品1","drug_trac_codg":"XN0000000002"}}}""");
        Assert.Equal("XN0000000002", (await session.VirtualCodeAsync("1", askAgain: true)).Code);
    }

    [Fact]
    public async Task A_refusal_is_told_and_may_be_tried_again()
    {
        Answer("""{"infcode":-1,"err_msg":"该目录有追溯码"}""");
        var session = await OpenAsync();
        for (var i = 0; i < 2; i++)
        {
            var answer = await session.VirtualCodeAsync("1");
            Assert.Equal(ScanRefusal.VirtualCodeRefused, answer.Reason);
            Assert.Contains("该目录有追溯码", answer.ChineseText, StringComparison.Ordinal);
        }

        Assert.Equal(2, _center.LogEntries.Count);
    }

    [Fact]
    public async Task Goods_without_codes_get_one_for_each_row()
    {
        Answer("""{"infcode":0,"err_msg":"","output":{"result":{"fixmedins_hilist_id":"D1","fixmedins_hilist_name":"示例药品1","drug_trac_codg":"XN0000000003"}}}""");
        var line = DeskWorld.Line("1", 1, 48);
        line.NeedsVirtualCode = true;
        var session = await _world.Desk(client: _client).OpenAsync(DeskWorld.Bill("P1", line));
        Assert.Equal(ScanRefusal.NoCodeNeeded, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        Assert.Equal(ScanOutcome.SessionComplete, (await session.VirtualCodeAsync("1")).Outcome);
        Assert.Equal((48m, "XN0000000003"), (await session.ConfirmAsync()).Rows.Select(r => (r.Units, r.Codes.Single())).Single());
    }

    [Fact]
    public void Without_a_client_there_are_no_virtual_codes()
        => Assert.Equal("dispensing.client", Assert.Throws<ConfigurationException>(() => _world.Desk(p => p.SplitMode = SplitMode.VirtualCode)).Setting);

    private Task<DispensingSession> OpenAsync() => _world.Desk(p => p.SplitMode = SplitMode.VirtualCode, client: _client).OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 28)));

    private void Answer(string body) => _center.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithBody(body));

    private sealed class Ids : Insurance.Sdk.Envelopes.IMessageIdSource
    {
        private int _last;

        public string Next(string institutionCode) => institutionCode + "20260302003005" + (++_last).ToString("0000", CultureInfo.InvariantCulture);
    }
}
