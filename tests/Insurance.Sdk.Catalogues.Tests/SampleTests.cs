using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>The sample's whole day, as <c>dotnet run --project samples/CatalogueDesk</c> plays it.</summary>
public class SampleTests
{
    [Fact]
    public async Task The_day_imports_maps_changes_on_a_date_resolves_before_and_after_and_explains_a_childs_bill()
    {
        var folder = Directory.CreateTempSubdirectory("catalogue-desk-").FullName;
        try
        {
            using var output = new StringWriter { NewLine = "\n" };
            Assert.True(await CatalogueDesk.Setup.RunAsync(folder, Path.Combine(AppContext.BaseDirectory, "CatalogueDesk"), output, CancellationToken.None));
            var lines = output.ToString().Split('\n');
            Assert.Contains(lines, l => l.StartsWith("1305: 1000 rows, 1000 added", StringComparison.Ordinal));
            Assert.Contains(lines, l => l.StartsWith("warning: FW0001", StringComparison.Ordinal) && l.EndsWith("not valid after 2026-03-14", StringComparison.Ordinal));
            Assert.Contains("FW0001 at 2026-03-14 23:59:59: mapped to 0030500000120 (2026-01-01 to 2026-03-14)", lines);
            Assert.Contains("FW0001 at 2026-03-15 00:00:00: mapped to 0030500001005 (2026-03-15 on)", lines);
            Assert.Contains("line 1: Child, the fee arose before the sixth birthday (rule example-1); birth date from Hospital; FlagField memo = 1", lines);
            Assert.Equal(2, lines.Count(l => l.EndsWith(": done", StringComparison.Ordinal)));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
