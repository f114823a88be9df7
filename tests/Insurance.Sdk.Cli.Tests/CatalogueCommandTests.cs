using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;

namespace Insurance.Sdk.Cli.Tests;

/// <summary><c>insurance catalogue</c>: import, status, map, resolve, diff, download.</summary>
public sealed class CatalogueCommandTests : IDisposable
{
    private readonly Hospital _hospital = new();

    private string Db => Path.Combine(_hospital.Folder, "store.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _hospital.Dispose();
    }

    [Fact]
    public async Task A_file_is_imported_once_and_again_without_change()
    {
        var file = File1305("V1", "A1", "A2");
        var first = await RunAsync("import", "--code", "1305", "--file", file, "--db", Db, "--json");
        Assert.Equal(0, first.ExitCode);
        Assert.Equal((2, 0, "V1"), (first.Json.GetProperty("added").GetInt32(), first.Json.GetProperty("unchanged").GetInt32(), first.Json.GetProperty("version").GetString()));
        var again = await RunAsync("import", "--code", "1305", "--file", file, "--db", Db, "--json");
        Assert.Equal((0, 2), (again.Json.GetProperty("added").GetInt32(), again.Json.GetProperty("unchanged").GetInt32()));
        var status = await RunAsync("status", "--db", Db, "--json");
        Assert.Equal(2, status.Json.GetProperty("catalogues")[0].GetProperty("codes").GetInt32());
        Assert.Contains("医疗服务项目", (await RunAsync("status", "--db", Db)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_broken_ends_with_five_and_one_that_is_missing_with_one()
    {
        var broken = Path.Combine(_hospital.Folder, "broken.zip");
        await File.WriteAllBytesAsync(broken, [0x50, 0x4B, 3, 4, 0]);
        Assert.Equal(5, (await RunAsync("import", "--code", "1305", "--file", broken, "--db", Db)).ExitCode);
        Assert.Equal(1, (await RunAsync("import", "--code", "1305", "--file", broken + "x", "--db", Db)).ExitCode);
        Assert.Equal(1, (await RunAsync("import", "--code", "1304", "--file", broken, "--db", Db)).ExitCode);
    }

    [Fact]
    public async Task An_item_is_mapped_ended_mapped_anew_and_resolved_by_the_time_of_the_fee()
    {
        Assert.Equal(0, (await MapAsync("A1", "2026-01-01")).ExitCode);
        Assert.Equal(5, (await MapAsync("A2", "2026-03-15")).ExitCode);
        var ended = await RunAsync("map", "end", "--item", "I1", "--list-type", "201", "--to", "2026-03-14", "--db", Db, "--json");
        Assert.Equal("2026-03-14", ended.Json.GetProperty("to").GetString());
        Assert.Equal(0, (await MapAsync("A2", "2026-03-15")).ExitCode);
        var resolved = await ResolveAsync("2026-03-14 23:59:59");
        Assert.Equal(["code", "from", "to", "reason"], resolved.Json.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("A1", "2026-01-01", "2026-03-14"), (resolved.Json.GetProperty("code").GetString(), resolved.Json.GetProperty("from").GetString(), resolved.Json.GetProperty("to").GetString()));
        Assert.Equal("A2", (await ResolveAsync("2026-03-15 00:00:00")).Json.GetProperty("code").GetString());
        var none = await ResolveAsync("2025-12-31");
        Assert.Equal(0, none.ExitCode);
        Assert.Null(none.Json.GetProperty("code").GetString());
        Assert.Contains("begins on 2026-01-01", none.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var history = await RunAsync("map", "history", "--item", "I1", "--list-type", "201", "--db", Db, "--json");
        Assert.Equal(["Set", "End", "Set"], history.Json.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("action").GetString()));
    }

    [Theory]
    [InlineData("--from", "gestern")]
    [InlineData("--to", "2025-01-01")]
    public async Task Wrong_days_end_with_five(string option, string value)
    {
        string[] args = ["map", "set", "--item", "I1", "--list-type", "201", "--code", "A1", "--db", Db, option, value];
        Assert.Equal(5, (await RunAsync(option == "--from" ? args : [.. args, "--from", "2026-01-01"])).ExitCode);
    }

    [Fact]
    public async Task Two_versions_side_by_side_name_the_mapped_items_and_make_a_page()
    {
        await RunAsync("import", "--code", "1305", "--file", File1305("V1", "A1", "A2"), "--db", Db);
        await MapAsync("A1", "2026-01-01");
        await RunAsync("import", "--code", "1305", "--file", File1305("V2", "A1<b>", "A3"), "--db", Db);
        await RunAsync("import", "--code", "1305", "--file", Ended("V2", "A1"), "--db", Db);
        var page = Path.Combine(_hospital.Folder, "diff.html");
        var diff = await RunAsync("diff", "--code", "1305", "--from-version", "V1", "--to-version", "V2", "--db", Db, "--html", page, "--json");
        Assert.Equal(0, diff.ExitCode);
        Assert.Equal((2, 1), (diff.Json.GetProperty("added").GetInt32(), diff.Json.GetProperty("ended").GetInt32()));
        var mapped = diff.Json.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("items").GetArrayLength() > 0);
        Assert.Equal(("A1", "Ended", "I1"), (mapped.GetProperty("code").GetString(), mapped.GetProperty("kind").GetString(), mapped.GetProperty("items")[0].GetString()));
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("I1", html, StringComparison.Ordinal);
        Assert.Contains("A1&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.Equal(5, (await RunAsync("diff", "--code", "1305", "--from-version", "V2", "--to-version", "V1", "--db", Db)).ExitCode);
    }

    [Fact]
    public async Task Catalogues_come_from_the_center()
    {
        var options = new MockCenterOptions();
        options.Catalogues.Add("1305", new MockCatalogueRelease("F001_1_A", 0, 7));
        await using var center = await _hospital.StartCenterAsync(options);
        var run = await RunAsync("download", "--code", "1305", "--db", Db, "--config", _hospital.Config, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("upToDate", "F001_1_A"), (run.Json.GetProperty("end").GetString(), run.Json.GetProperty("version").GetString()));
        Assert.Equal(7, run.Json.GetProperty("imports")[0].GetProperty("added").GetInt32());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("resolve", "--item", "I1", "--list-type", "201", "--at", "2026-03-01")]
    [InlineData("map", "history", "--item", "I1", "--list-type", "201")]
    [InlineData("map", "end", "--item", "I1", "--list-type", "201", "--to", "2026-03-01")]
    [InlineData("diff", "--code", "1305", "--from-version", "V1", "--to-version", "V2")]
    public async Task A_mistyped_database_is_an_error_and_no_new_one(params string[] args)
    {
        var run = await RunAsync([.. args, "--db", Db]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("no such database", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Db));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_in_one_line()
    {
        await File.WriteAllTextAsync(Db, new string('x', 5000));
        foreach (var args in new[] { new[] { "status" }, ["import", "--code", "1305", "--file", File1305("V1", "A1")] })
        {
            var run = await RunAsync([.. args, "--db", Db]);
            Assert.Equal(1, run.ExitCode);
            Assert.Equal("insurance: --db: the database cannot be used (SqliteException)", run.Error.TrimEnd());
        }
    }

    [Fact]
    public async Task A_version_that_is_not_held_is_told_with_those_that_are()
    {
        await RunAsync("import", "--code", "1305", "--file", File1305("V1", "A1"), "--db", Db);
        var run = await RunAsync("diff", "--code", "1305", "--from-version", "V1", "--to-version", "V9", "--db", Db);
        Assert.Equal(5, run.ExitCode);
        Assert.Equal("insurance: --to-version: No row of 1305 has the version 'V9'. Versions of the files taken in: V1", run.Error.TrimEnd());
    }

    [Fact]
    public async Task Errors_of_days_name_the_days_and_no_parameter_of_the_program()
    {
        var run = await RunAsync("map", "set", "--item", "I1", "--list-type", "201", "--code", "A1", "--from", "2026-01-02", "--to", "2026-01-01", "--db", Db);
        Assert.Contains("begin on 2026-01-02 and end on 2026-01-01", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_tells_how_far_an_import_is_and_a_console_sees_it_in_one_line()
    {
        var file = File1305("V1", Enumerable.Range(0, 12_000).Select(i => "A" + i).ToArray());
        var plain = (await RunAsync("import", "--code", "1305", "--file", file, "--db", Db)).Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("1305 [####......] 4", plain[0], StringComparison.Ordinal);
        Assert.StartsWith("1305 [##########] 100 %, 12,000 rows", plain[^1], StringComparison.Ordinal);

        using var stdin = new MemoryStream();
        using var stdout = new MemoryStream();
        using var console = new StringWriter { NewLine = "\n" };
        var exitCode = await new Cli(CliRun.Clock(), _ => null, isInteractive: true).RunAsync(["catalogue", "import", "--code", "1305", "--file", file, "--db", Db, "--json"], stdin, stdout, console);
        Assert.Equal(0, exitCode);
        Assert.StartsWith("\r1305 [", console.ToString(), StringComparison.Ordinal);
        Assert.Contains("100 %, 12,000 rows", console.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, console.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public async Task Pairs_of_the_center_are_compared_and_taken_over()
    {
        await using var center = await _hospital.StartCenterAsync();
        var row = new JsonObject { ["fixmedins_hilist_id"] = "I1", ["fixmedins_hilist_name"] = "示例", ["list_type"] = "201", ["med_list_codg"] = "A1", ["begndate"] = "2026-01-01", ["enddate"] = "2099-12-31" };
        Assert.Equal(0, (await _hospital.CallAsync("3301", new JsonObject { ["data"] = new JsonArray(row) }.ToJsonString())).ExitCode);
        var adopted = await RunAsync("map", "compare", "--config", _hospital.Config, "--db", Db, "--adopt", "--json");
        Assert.Equal((0, 1, 1), (adopted.ExitCode, adopted.Json.GetProperty("onlyAtCenter").GetInt32(), adopted.Json.GetProperty("adopted").GetInt32()));
        await RunAsync("map", "end", "--item", "I1", "--list-type", "201", "--to", "2026-06-30", "--db", Db);
        var compared = await RunAsync("map", "compare", "--config", _hospital.Config, "--db", Db);
        Assert.Contains("0 of 1 pairs are the same at the center\nI1 (list type 201) -> A1, 2026-01-01 to 2026-06-30: the center has other days, 2026-01-01 on", compared.Out, StringComparison.Ordinal);
        var status = await RunAsync("status", "--db", Db, "--json");
        Assert.Equal(1, status.Json.GetProperty("states").GetProperty("differs").GetInt32());
        Assert.Equal("DiffersAtCenter", status.Json.GetProperty("warnings")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Dictionaries_want_their_type_and_are_kept()
    {
        await using var center = await _hospital.StartCenterAsync();
        Assert.Equal(1, (await RunAsync("download", "--code", "1901", "--db", Db, "--config", _hospital.Config)).ExitCode);
        var run = await RunAsync("download", "--code", "1901", "--dictionary", "vali_flag", "--db", Db, "--config", _hospital.Config, "--json");
        Assert.Equal(("1901", 2), (run.Json.GetProperty("catalogue").GetString(), run.Json.GetProperty("changedRows").GetInt32()));
    }

    private static Task<CliRun> RunAsync(params string[] args) => CliRun.Of("", ["catalogue", .. args]);

    private Task<CliRun> MapAsync(string code, string from) => RunAsync("map", "set", "--item", "I1", "--list-type", "201", "--code", code, "--from", from, "--db", Db);

    private Task<CliRun> ResolveAsync(string at) => RunAsync("resolve", "--item", "I1", "--list-type", "201", "--at", at, "--db", Db, "--json");

    private string File1305(string version, params string[] codes) => Write(string.Concat(codes.Select(c => Row(c, version, "1"))));

    private string Ended(string version, string code) => Write(Row(code, version, "0"));

    private static string Row(string code, string version, string valid)
        => string.Join('\t', code, "次", "null", "null", "null", "null", valid, "null", "1003", "示例项目", "null", "Fri Jan 01 00:00:00 CST 2021", "null", "R" + code, version, "示例版本") + "\n";

    private string Write(string text)
    {
        var path = Path.Combine(_hospital.Folder, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture) + ".txt");
        File.WriteAllText(path, text);
        return path;
    }
}
