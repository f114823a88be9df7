using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CatalogueDesk;

/// <summary>A mapping desk's day against a mock center with invented catalogues.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var folder = Directory.CreateTempSubdirectory("catalogue-desk-").FullName;
        try
        {
            return await Setup.RunAsync(folder, AppContext.BaseDirectory, Console.Out, stop.Token) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
