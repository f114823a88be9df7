using System.CommandLine;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue</c>: catalogues and mappings by day.</summary>
internal static class CatalogueCommand
{
    internal static Command Create(Terminal terminal) => new("catalogue", "Catalogues by version and mappings by day, in a database")
    {
        CatalogueImportCommand.Create(terminal),
        CatalogueDownloadCommand.Create(terminal),
        CatalogueStatusCommand.Create(terminal),
        new Command("map", "Pairs of hospital item and national code")
        {
            CatalogueMapCommand.Set(terminal),
            CatalogueMapCommand.End(terminal),
            CatalogueMapCommand.History(terminal),
            CatalogueCompareCommand.Create(terminal),
        },
        CatalogueResolveCommand.Create(terminal),
        CatalogueDiffCommand.Create(terminal),
    };
}
