using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>The center's side of a download. Methods throw what <see cref="InsuranceClient"/> throws.</summary>
public interface ICatalogueSource
{
    /// <summary>Asks for what is newer than a version (1301 to 1327).</summary>
    Task<CatalogueFileNotice> AskAsync(string catalogue, string version, CancellationToken cancellationToken = default);

    /// <summary>Fetches a file (9102) and writes it to a path.</summary>
    /// <exception cref="RefusedException">The center does not give it, as a rule because it is not ready yet.</exception>
    Task FetchAsync(CatalogueFileNotice notice, string path, CancellationToken cancellationToken = default);

    /// <summary>Asks a query by its number, with its input as JSON; gives the output as JSON.</summary>
    Task<string> QueryAsync(string number, string inputJson, CancellationToken cancellationToken = default);
}
