using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Insurance.Sdk.TraceCodes.Tests.CodeBase;

/// <summary>ZSMCJ003 四码查询: no field table is public. Node and field names here are invented, to show that a description in the settings is enough.</summary>
public sealed class ZsmcjFillTests : IDisposable
{
    private readonly WireMockServer _center = WireMockServer.Start();
    private readonly TestDatabase _test = TestDatabase.Open(DatabaseKind.Sqlite);
    private readonly List<InsuranceClient> _clients = [];

    [Theory]
    [InlineData("input", "ask your center for the node and the fields of the request")]
    [InlineData("rows", "in which node of the output")]
    [InlineData("fields", "ask your center for the field names")]
    public void Until_it_is_described_it_says_what_to_ask_the_center(string missing, string question)
    {
        var options = Described();
        options.Input = missing == "input" ? "" : options.Input;
        options.Rows = missing == "rows" ? "" : options.Rows;
        if (missing == "fields")
        {
            options.Fields.Clear();
        }

        var error = Assert.Throws<ConfigurationException>(() => new FourCodeQuery(Client(), options));

        Assert.Equal("traceCodes.fourCodeQuery." + missing, error.Setting);
        Assert.Contains(question, error.Message, StringComparison.Ordinal);
        Assert.Empty(_center.LogEntries);
    }

    [Fact]
    public void A_description_that_never_turns_the_page_is_refused()
    {
        var options = Described();
        options.Input = "{}";

        Assert.Contains("{page}", Assert.Throws<ConfigurationException>(() => new FourCodeQuery(Client(), options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"infcode":0,"err_msg":"","output":{"result":{"rows":[]}}}""")]
    [InlineData("""{"infcode":0,"err_msg":"","output":null}""")]
    [InlineData("""{"infcode":0,"err_msg":"","output":[]}""")]
    [InlineData("""{"infcode":0,"err_msg":"查询无数据","output":null}""")]
    [InlineData("""{"infcode":-1,"err_msg":"no such page"}""")]
    [InlineData("<html>500</html>")]
    [InlineData("""{"infcode":0,"err_msg":"","output":{"result":{"at":"09:31","rows":[{"idCode":"8100003","listCode":"XTEST3"}]}}}""")]
    [InlineData("""{"infcode":0,"err_msg":"","output":{"result":{"rows":[{"idCode":"8100001","listCode":"XTEST1"},{"idCode":"8100002","listCode":"XTEST2"}]}}}""")]
    public async Task Pages_are_asked_for_until_one_is_not_full_and_nothing_new_stands_behind_it(string behind)
    {
        Answer(1, Row("8100001", "XTEST1"), Row("8100002", "XTEST2"));
        Answer(2, Row("8100003", "XTEST3"));
        AnswerBody(3, behind);

        var store = new CodeBaseStore(_test.Database);

        var fill = await new ZsmcjFill(store, new FourCodeQuery(Client(), Described())).RunAsync();

        Assert.Equal((FourCodeSource.Center, 3, 3, 0), (fill.Source, fill.Rows, fill.Added, fill.BadRows));
        Assert.NotNull(fill.Ended);
        var item = Assert.Single((await store.LoadAsync()).FindByPrefix("8100003"));
        Assert.Equal(("XTEST3", FourCodeSource.Center), (item.NationalItemCode, item.Source));
        var sent = _center.LogEntries.Select(e => e.RequestMessage!.Body!).ToList();
        Assert.Contains("\"input\":{\"data\":{\"pageNum\":1,\"pageSize\":\"2\"}}", sent[0], StringComparison.Ordinal);
        Assert.Contains("\"pageNum\":2", sent[1], StringComparison.Ordinal);
        Assert.DoesNotContain(sent, s => s.Contains("\"pageNum\":4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_center_that_shows_its_last_page_for_ever_is_asked_once_more_only()
    {
        Answer(1, Row("8100001", "XTEST1"), Row("8100002", "XTEST2"));
        _center.Given(Request.Create().UsingPost()).AtPriority(9).RespondWith(Response.Create().WithBody(
            """{"infcode":0,"err_msg":"","output":{"result":{"rows":[{"idCode":"8100003","listCode":"XTEST3"},{"idCode":"8100004","listCode":"XTEST4"}]}}}"""));

        var fill = await new ZsmcjFill(new CodeBaseStore(_test.Database), new FourCodeQuery(Client(), Described())).RunAsync();

        Assert.Equal(4, fill.Rows);
        Assert.NotNull(fill.Ended);
        Assert.Equal(3, _center.LogEntries.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_behind_a_page_that_is_not_full_leaves_the_fill_open_and_the_next_one_ends_it()
    {
        Answer(1, Row("8100001", "XTEST1"));
        _center.Given(Request.Create().UsingPost()).AtPriority(9).RespondWith(Response.Create().WithStatusCode(401).WithBody("no"));
        var store = new CodeBaseStore(_test.Database);
        var fill = new ZsmcjFill(store, new FourCodeQuery(Client(), Described()));
        await Assert.ThrowsAsync<NotProcessedException>(() => fill.RunAsync());
        Assert.Null(Assert.Single(await store.FillsAsync()).Ended);
        Refuse(2);

        var done = await fill.RunAsync();

        Assert.Equal((1, 1), (done.Version, done.Rows));
        Assert.NotNull(done.Ended);
    }

    [Fact]
    public async Task Where_rows_are_counted_the_first_page_that_is_not_full_is_the_last()
    {
        var options = Described();
        options.Input = """{ "data": { "pageNum": "{page}", "from": "{offset}" } }""";
        Answer(1, Row("8100001", "XTEST1"));

        var fill = await new ZsmcjFill(new CodeBaseStore(_test.Database), new FourCodeQuery(Client(), options)).RunAsync();

        Assert.NotNull(fill.Ended);
        Assert.Single(_center.LogEntries);
    }

    [Fact]
    public async Task A_center_that_gives_fewer_rows_than_it_is_asked_for_is_asked_to_the_end()
    {
        Answer(1, Row("8100001", "XTEST1"), Row("8100002", "XTEST2"));
        Answer(2, Row("8100003", "XTEST3"), Row("8100004", "XTEST4"));
        Answer(3, Row("8100005", "XTEST5"));
        Answer(4);
        var options = Described();
        options.PageSize = 100;

        var fill = await new ZsmcjFill(new CodeBaseStore(_test.Database), new FourCodeQuery(Client(), options)).RunAsync();

        Assert.Equal((5, 5), (fill.Rows, fill.Added));
        Assert.NotNull(fill.Ended);
    }

    [Fact]
    public async Task A_fill_that_was_broken_off_goes_on_with_the_page_that_is_missing()
    {
        Answer(1, Row("8100001", "XTEST1"), Row("8100002", "XTEST2"));
        Refuse(2);
        var store = new CodeBaseStore(_test.Database);
        var fill = new ZsmcjFill(store, new FourCodeQuery(Client(), Described()));
        await Assert.ThrowsAsync<RefusedException>(() => fill.RunAsync());
        Assert.Equal(2, (await store.LoadAsync()).Count);
        _center.ResetLogEntries();
        Answer(2, Row("8100003", "XTEST3"));
        Answer(3);

        var done = await fill.RunAsync();

        Assert.Equal((1, 3), (done.Version, done.Rows));
        Assert.Contains("\"pageNum\":2", _center.LogEntries[0].RequestMessage!.Body!, StringComparison.Ordinal);
        Assert.Single(await store.FillsAsync());
    }

    [Fact]
    public async Task Rows_that_cannot_be_used_are_counted_and_the_others_kept()
    {
        Answer(1, Row("81000019999999999999", "XTEST1"), Row("7100001", "XTEST2"));
        Answer(2);
        var store = new CodeBaseStore(_test.Database);

        var fill = await new ZsmcjFill(store, new FourCodeQuery(Client(), Described())).RunAsync();

        Assert.Equal((1, 1), (fill.Added, fill.BadRows));
        Assert.Equal("8100001", Assert.Single((await store.LoadAsync()).All).Prefix);
    }

    [Fact]
    public async Task An_answer_without_the_described_node_is_an_error_that_names_the_setting()
    {
        _center.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithBody("""{"infcode":0,"err_msg":"","output":{"other":[]}}"""));
        var fill = new ZsmcjFill(new CodeBaseStore(_test.Database), new FourCodeQuery(Client(), Described()));

        Assert.Contains("traceCodes.fourCodeQuery.rows", (await Assert.ThrowsAsync<ProtocolException>(() => fill.RunAsync())).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _clients.ForEach(c => c.Dispose());
        _center.Dispose();
        _test.Dispose();
    }

    private static FourCodeQueryOptions Described() => new()
    {
        Input = """{ "data": { "pageNum": "{page}", /* told by the center */ "pageSize": "'{pageSize}'" } }""",
        Rows = "result.rows",
        PageSize = 2,
        Fields = { ["prefix"] = "idCode", ["nationalItemCode"] = "listCode" },
    };

    private static string Row(string prefix, string national) => "{\"idCode\":\"" + prefix + "\",\"listCode\":\"" + national + "\"}";

    private void Answer(int page, params string[] rows) => AnswerBody(page, "{\"infcode\":0,\"err_msg\":\"\",\"output\":{\"result\":{\"rows\":[" + string.Join(',', rows) + "]}}}");

    private void AnswerBody(int page, string body)
        => _center.Given(Request.Create().UsingPost().WithBody(b => b!.Contains("\"pageNum\":" + page.ToString(CultureInfo.InvariantCulture) + ",", StringComparison.Ordinal))).AtPriority(1)
            .RespondWith(Response.Create().WithBody(body));

    private void Refuse(int page)
        => _center.Given(Request.Create().UsingPost().WithBody(b => b!.Contains("\"pageNum\":" + page.ToString(CultureInfo.InvariantCulture) + ",", StringComparison.Ordinal))).AtPriority(2)
            .RespondWith(Response.Create().WithBody("""{"infcode":-1,"err_msg":"later"}"""));

    private InsuranceClient Client()
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = "http://127.0.0.1:" + _center.Port.ToString(CultureInfo.InvariantCulture) + "/",
            PaasId = "paas-of-the-tests",
            Token = "token-of-the-tests",
            InstitutionCode = "H00000000001",
            InstitutionName = "测试医院",
            Area = "440800",
        };
        var client = new InsuranceClient(options, new InsuranceClientParts { MessageIds = new Ids() });
        client.SignNo = "QD1";
        _clients.Add(client);
        return client;
    }

    private sealed class Ids : Insurance.Sdk.Envelopes.IMessageIdSource
    {
        private int _last;

        public string Next(string institutionCode) => institutionCode + "20260302003005" + (++_last).ToString("0000", CultureInfo.InvariantCulture);
    }
}
