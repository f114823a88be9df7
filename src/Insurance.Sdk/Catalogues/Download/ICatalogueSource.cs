using System.Collections.Generic;
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

    /// <summary>Reads a dictionary (1901). Its input is spelled differently from edition to edition.</summary>
    /// <param name="type">Type of the dictionary.</param>
    /// <param name="area">Area code, six digits.</param>
    /// <param name="day">Day on which the values must be valid.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<CenterQueryRow>> QueryDictionaryAsync(string type, string area, ChinaTime day, CancellationToken cancellationToken = default);
}
