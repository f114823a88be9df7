using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Asks the code system of 码上放心 which insurance codes stand behind trace codes, as the settings describe the query.</summary>
/// <remarks>No field table of the query is public: until it is described, everything here ends in a <see cref="ConfigurationException"/> that says what to ask.
/// The drug's name and approval number behind a code come from a query whose fields are known: <see cref="TracePlatformClient.QueryPackageRelationAsync"/>.</remarks>
public sealed class TracePlatformCodeQuery
{
    private const string Section = "traceCodes.platform.codeQuery";
    private const string Codes = "{codes}";
    private const string Whom = "码上放心";

    private readonly TracePlatformClient _client;
    private readonly Dictionary<string, string> _parameters;
    private readonly FourCodeDescription _answer;

    /// <summary>Creates the query.</summary>
    /// <param name="client">The client it is sent with.</param>
    /// <param name="options">How the query looks.</param>
    /// <exception cref="ConfigurationException">The query is not described, or wrongly; the setting and the question for the platform are named.</exception>
    public TracePlatformCodeQuery(TracePlatformClient client, TracePlatformCodeQueryOptions options)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _ = options ?? throw new ArgumentNullException(nameof(options));
        FourCodeDescription.Demand(Section + ".method", options.Method, "is missing");
        if (!options.Parameters.Values.Any(v => v.Contains(Codes)))
        {
            throw new ConfigurationException(Section + ".parameters", "no field table of " + options.Method + " is public: ask " + Whom + " for its parameters, and write " + Codes + " where the codes belong");
        }

        _answer = new FourCodeDescription(Section, options.Method, FourCodeSource.Platform, options.Rows, options.Fields, Whom);
        if (options.CodesPerCall is < 1 or > 1000)
        {
            throw new ConfigurationException(Section + ".codesPerCall", "must lie from 1 to 1000");
        }

        Method = options.Method;
        CodesPerCall = options.CodesPerCall;
        _parameters = new Dictionary<string, string>(options.Parameters, StringComparer.Ordinal);
    }

    /// <summary>Full name of the query, which also names the fill.</summary>
    public string Method { get; }

    /// <summary>Most codes of one call.</summary>
    public int CodesPerCall { get; }

    /// <summary>Asks for codes, as many calls as they need.</summary>
    /// <param name="codes">码上放心 codes; each is asked for once.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The rows of all calls.</returns>
    /// <exception cref="ArgumentException">A code is not of 码上放心.</exception>
    /// <exception cref="ProtocolException">The answer has no list where the settings say.</exception>
    public async Task<FourCodePage> QueryAsync(IEnumerable<TraceCode> codes, CancellationToken cancellationToken = default)
    {
        var asked = TracePlatformClient.Texts(codes);
        var rows = new List<FourCodeRow>();
        var bad = new List<BadRow>();
        for (var at = 0; at < asked.Count; at += CodesPerCall)
        {
            var joined = string.Join(",", asked.Skip(at).Take(CodesPerCall));
            var parameters = _parameters.ToDictionary(p => p.Key, p => p.Value.Replace(Codes, joined), StringComparer.Ordinal);
            var answer = await _client.ReadAsync(Method, parameters, cancellationToken).ConfigureAwait(false);
            _answer.Read(_answer.Find(answer, out _) ?? throw _answer.Missing(answer.GetRawText()), rows, bad);
        }

        return new FourCodePage { Page = 1, Rows = rows, BadRows = bad, IsLast = true };
    }

    /// <summary>Blocking twin of <see cref="QueryAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="codes">码上放心 codes.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public FourCodePage Query(IEnumerable<TraceCode> codes, CancellationToken cancellationToken = default) => Blocking.Run(() => QueryAsync(codes, cancellationToken));
}
