using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

public sealed class TraceCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ins");

    private string Database => Path.Combine(_folder.FullName, "trace.db");

    [Fact]
    public async Task Scans_are_read_one_a_line()
    {
        var run = await CliRun.Of("\u000281000010000000000001\u0003\r\n6900000000014\n(01)06900000000014(21)SN1\n", "trace", "parse", "--in", "-", "--json");

        Assert.Equal((5, ""), (run.ExitCode, run.Error));
        var scans = run.Json.EnumerateArray().ToList();
        Assert.Equal(3, scans.Count);
        Assert.Equal("""{"input":"\u000281000010000000000001\u0003","ok":true,"code":"81000010000000000001","kind":"platform","prefix":"8100001","reason":null}""", scans[0].GetRawText());
        Assert.Equal("""{"input":"6900000000014","ok":false,"code":null,"kind":null,"prefix":null,"reason":"a goods barcode (商品条码) names the goods, not the pack; scan the trace code"}""", scans[1].GetRawText());
        Assert.Equal("""{"input":"(01)06900000000014(21)SN1","ok":true,"code":"010690000000001421SN1","kind":"gs1","prefix":"06900000000014","reason":null}""", scans[2].GetRawText());
    }

    [Fact]
    public async Task For_people_codes_stand_on_the_output_and_reasons_beside()
    {
        var run = await CliRun.Of("81000010000000000001\n\n", "trace", "parse");

        Assert.Equal((5, "81000010000000000001\n\n"), (run.ExitCode, run.Out));
        Assert.Equal("error line 2: the scan is empty", run.Error.TrimEnd());
    }

    [Fact]
    public async Task The_rules_of_a_configuration_are_obeyed()
    {
        var config = Write("c.json", """{ "profile": "guangdong", "traceCodes": { "manufacturerCodes": [ "MF-[0-9]{4}" ], "fillerCode": "99999999999999999999", "allowedKinds": [ "manufacturer", "filler" ] } }""");

        var run = await CliRun.Of("MF-0001\n99999999999999999999\n", "trace", "parse", "--config", config, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new[] { "manufacturer", "filler" }, run.Json.EnumerateArray().Select(s => s.GetProperty("kind").GetString()));
        Assert.Equal(5, (await CliRun.Of("81000010000000000001\n", "trace", "parse", "--config", config)).ExitCode);
    }

    [Fact]
    public async Task A_file_is_imported_and_a_code_resolved()
    {
        var file = Write("base.csv", "药品标识码,院内编码,医疗目录编码,商品条码,名称,包装数量\n8100001,YP0001,XTEST1,6900000000014,测试片,24\n8100001,YP0002,XTEST1,,,\n12,YP0003,,,,\n");

        var import = await CliRun.Of("", "trace", "import", "--db", Database, "--file", file, "--json");
        var found = await CliRun.Of("", "trace", "resolve", "81000010000000000001", "--db", Database, "--json");

        Assert.Equal(5, import.ExitCode);
        Assert.Equal("""{"kind":"codeBase","version":1,"rows":2,"added":2,"changed":0,"removed":0,"badRows":[{"row":4,"reason":"prefix (药品标识码) must be seven digits, the first 8"}]}""", import.Line);
        Assert.Equal((0, "81000010000000000001"), (found.ExitCode, found.Json.GetProperty("code").GetString()));
        Assert.Equal(JsonValueKind.Null, found.Json.GetProperty("reason").ValueKind);
        var items = found.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            """{"prefix":"8100001","wholeCode":"","hospitalItemCode":"YP0001","nationalItemCode":"XTEST1","barcode":"6900000000014","standardDrugCode":"","name":"测试片","packSize":24,"source":"file","version":1}""",
            items[0].GetRawText());
        Assert.Equal("YP0002", items[1].GetProperty("hospitalItemCode").GetString());
    }

    [Theory]
    [InlineData("8100001", 1, 0)]
    [InlineData("6900000000014", 1, 0)]
    [InlineData("81000020000000000001", 0, 0)]
    [InlineData("8100002", 0, 0)]
    [InlineData("810000200000000001", 0, 5)]
    [InlineData("nothing", 0, 5)]
    public async Task Prefixes_and_barcodes_are_looked_up_too_and_what_is_no_code_is_invalid(string code, int items, int exit)
    {
        await CliRun.Of("", "trace", "import", "--db", Database, "--file", Write("base.csv", "prefix,itemCode,barcode\n8100001,YP0001,6900000000014\n"));

        var run = await CliRun.Of("", "trace", "resolve", code, "--db", Database, "--json");

        Assert.Equal((exit, items), (run.ExitCode, run.Json.GetProperty("items").GetArrayLength()));
        Assert.Equal(items == 0, run.Json.GetProperty("reason").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task Codes_of_an_invoice_are_imported_once()
    {
        var file = Write("supplier.json", """[{"追溯码":"81000010000000000001","批号":"LOT1","有效期至":"2027-12-31"},{"追溯码":"8100001"}]""");
        await CliRun.Of("", "trace", "import", "--db", Database, "--file", file, "--invoice", "FP1");

        var again = await CliRun.Of("", "trace", "import", "--db", Database, "--file", file, "--invoice", "FP2", "--json");

        Assert.Equal(5, again.ExitCode);
        Assert.Equal(
            """{"kind":"supplierCodes","invoice":"FP2","rows":1,"added":1,"known":0,"clashes":[{"code":"81000010000000000001","invoices":["FP1","FP2"]}],"badRows":[{"row":2,"reason":"code (追溯码): a trace code has 20 digits"}]}""",
            again.Line);
    }

    [Fact]
    public async Task The_base_shows_its_fills_and_is_exported()
    {
        await CliRun.Of("", "trace", "import", "--db", Database, "--file", Write("base.csv", "prefix,itemCode\n8100001,YP0001\n"));
        var export = Path.Combine(_folder.FullName, "out.csv");

        var run = await CliRun.Of("", "trace", "base", "--db", Database, "--export", export, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((1, 1, 1), (run.Json.GetProperty("version").GetInt32(), run.Json.GetProperty("rows").GetInt32(), run.Json.GetProperty("prefixes").GetInt32()));
        Assert.Equal(("base.csv", 1), (run.Json.GetProperty("fills")[0].GetProperty("origin").GetString(), run.Json.GetProperty("fills")[0].GetProperty("added").GetInt32()));
        Assert.Contains("8100001", await File.ReadAllTextAsync(export), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fill_from_the_center_that_is_not_described_says_what_to_ask()
    {
        var config = Write("c.json", """{ "profile": "guangdong", "baseUrl": "http://127.0.0.1:9/", "paasId": "p", "token": "t", "institutionCode": "H00000000001", "institutionName": "测试医院", "area": "440800" }""");

        var run = await CliRun.Of("", "trace", "base", "--db", Database, "--from-center", "--config", config);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("traceCodes.fourCodeQuery.input", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fill_from_the_platform_is_a_fill_of_the_base()
    {
        using var platform = new OneAnswer("{\"x_response\":{\"result\":{\"success\":true,\"rows\":[{\"invented\":\"8100001\",\"insurance\":\"XTEST1\"}]}}}");
        var config = Write("c.json", Settings(platform.Address, "\"parameters\":{\"codes\":\"{codes}\"},\"rows\":\"result.rows\",\"fields\":{\"prefix\":\"invented\",\"nationalItemCode\":\"insurance\"}"));

        var run = await CliRun.Of("", "trace", "base", "--db", Database, "--from-platform", Write("codes.txt", "81000010000000000001\n\n"), "--config", config, "--json");

        Assert.Equal((0, 1), (run.ExitCode, run.Json.GetProperty("rows").GetInt32()));
        Assert.Equal("platform", run.Json.GetProperty("fills")[0].GetProperty("source").GetString());
        Assert.Contains("codes=81000010000000000001", await platform.Asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "81000010000000000001", 1, "traceCodes.platform.codeQuery.parameters")]
    [InlineData("\"parameters\":{\"codes\":\"{codes}\"},\"rows\":\"r\",\"fields\":{\"prefix\":\"p\"}", "8100001", 5, "line 1: a trace code has 20 digits")]
    [InlineData("\"parameters\":{\"codes\":\"{codes}\"},\"rows\":\"r\",\"fields\":{\"prefix\":\"p\"}", "81000010000000000001", 6, "cannot be reached")]
    public async Task What_keeps_a_fill_from_the_platform_is_told(string query, string code, int exit, string message)
    {
        var config = Write("c.json", Settings("http://127.0.0.1:9/", query));

        var run = await CliRun.Of("", "trace", "base", "--db", Database, "--from-platform", Write("codes.txt", code), "--config", config);

        Assert.Equal(exit, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.csv", 1)]
    [InlineData("columns.csv", 5)]
    [InlineData("base.doc", 5)]
    public async Task A_file_that_cannot_be_read_changes_nothing(string name, int exit)
    {
        Write("columns.csv", "a,b\n1,2\n");
        Write("base.doc", "x");

        var run = await CliRun.Of("", "trace", "import", "--db", Database, "--file", Path.Combine(_folder.FullName, name), "--json");

        Assert.Equal((exit, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("insurance: --file: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("postgres:Host")]
    public async Task A_database_that_is_none_is_an_error_of_usage(string database)
    {
        var run = await CliRun.Of("", "trace", "resolve", "81000010000000000001", "--db", database, "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Settings(string platform, string query)
        => "{\"profile\":\"guangdong\",\"baseUrl\":\"http://127.0.0.1:9/\",\"paasId\":\"p\",\"token\":\"t\",\"institutionCode\":\"H00000000001\",\"institutionName\":\"测试医院\",\"area\":\"440800\","
            + "\"traceCodes\":{\"platform\":{\"address\":\"" + platform + "\",\"appKey\":\"k\",\"appSecret\":\"s\",\"refEntId\":\"r\",\"maxAttempts\":1,\"codeQuery\":{" + query + "}}}}";

    /// <summary>Answers one POST on loopback.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        internal OneAnswer(string json)
        {
            _listener.Start();
            Asked = AnswerAsync(json);
        }

        internal string Address => "http://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port + "/";

        internal Task<string> Asked { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> AnswerAsync(string json)
        {
            using var caller = await _listener.AcceptTcpClientAsync();
            var (stream, buffer, text) = (caller.GetStream(), new byte[8192], "");
            // The form is the end of the message.
            while (!text.Contains("sign=", StringComparison.Ordinal))
            {
                text += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
            }

            var body = Encoding.UTF8.GetBytes(json);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: " + body.Length + "\r\nConnection: close\r\n\r\n"));
            await stream.WriteAsync(body);
            return text;
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
