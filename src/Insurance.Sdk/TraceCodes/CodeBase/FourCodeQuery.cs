using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Asks the center for pages of its four-code base (ZSMCJ003 四码查询), as the settings describe the query.</summary>
/// <remarks>No field table of the query is public: until it is described, everything here ends in a <see cref="ConfigurationException"/> that says what to ask.</remarks>
public sealed class FourCodeQuery
{
    private const string Section = "traceCodes.fourCodeQuery";

    private readonly InsuranceClient _client;
    private readonly string _number;
    private readonly string _input;
    private readonly FourCodeDescription _answer;

    /// <summary>Creates the query.</summary>
    /// <param name="client">The client it is sent with; the input goes out as described, unchecked.</param>
    /// <param name="options">How the query looks.</param>
    /// <exception cref="ConfigurationException">The query is not described, or wrongly; the setting and the question for the center are named.</exception>
    public FourCodeQuery(InsuranceClient client, FourCodeQueryOptions options)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _ = options ?? throw new ArgumentNullException(nameof(options));
        FourCodeDescription.Demand(Section + ".number", options.Number, "is missing");
        FourCodeDescription.Demand(
            Section + ".input", options.Input, "no field table of " + options.Number + " is public: ask your center for the node and the fields of the request, and whether it has pages; then write the input here as a JSON object");
        _answer = new FourCodeDescription(Section, options.Number, FourCodeSource.Center, options.Rows, options.Fields, "your center");
        if (options.PageSize is < 1 or > 100_000)
        {
            throw new ConfigurationException(Section + ".pageSize", "must lie from 1 to 100000");
        }

        if (options.IsPaged && options.Input.IndexOf("{page}", StringComparison.Ordinal) < 0 && options.Input.IndexOf("{offset}", StringComparison.Ordinal) < 0)
        {
            throw new ConfigurationException(Section + ".input", "must hold {page} or {offset}; set paged to false where one query brings everything");
        }

        _number = options.Number;
        _input = Plain(options.Input);
        IsPaged = options.IsPaged;
        CountsRows = options.IsPaged && options.Input.IndexOf("{offset}", StringComparison.Ordinal) >= 0;
        FirstPage = options.FirstPage;
        PageSize = options.PageSize;
    }

    /// <summary>Number of the first page.</summary>
    public int FirstPage { get; }

    /// <summary>Rows of a full page.</summary>
    public int PageSize { get; }

    /// <summary>False where one query brings everything.</summary>
    public bool IsPaged { get; }

    /// <summary>True where a page is asked for by the rows before it: one that is not full would put all that follow in a wrong place.</summary>
    internal bool CountsRows { get; }

    /// <summary>Number of the query, which also names the fill.</summary>
    public string Number => _number;

    /// <summary>Asks for one page.</summary>
    /// <param name="page">Number of the page, from <see cref="FirstPage"/>.</param>
    /// <param name="options">What this call does otherwise than the settings say.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProtocolException">The answer has no list where the settings say.</exception>
    public async Task<FourCodePage> QueryAsync(int page, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await _client.InvokeAsync(_number, InputOf(page), options, skipCheck: true, cancellationToken).ConfigureAwait(false);
        return Read(answer.OutputJson, page);
    }

    /// <summary>Blocking twin of <see cref="QueryAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="page">Number of the page, from <see cref="FirstPage"/>.</param>
    /// <param name="options">What this call does otherwise than the settings say.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public FourCodePage Query(int page, CallOptions? options = null, CancellationToken cancellationToken = default)
        => Task.Run(() => QueryAsync(page, options, cancellationToken)).GetAwaiter().GetResult();

    private string InputOf(int page)
    {
        var text = _input;
        foreach (var (name, number) in new[] { ("{pageSize}", (long)PageSize), ("{offset}", ((long)page - FirstPage) * PageSize), ("{page}", page) })
        {
            var digits = number.ToString(CultureInfo.InvariantCulture);
            text = text.Replace("\"" + name + "\"", digits).Replace("'" + name + "'", digits);
        }

        return text;
    }

    private FourCodePage Read(string outputJson, int page)
    {
        using var document = JsonDocument.Parse(outputJson);
        if (_answer.Find(document.RootElement, out var isEmpty) is not { } node)
        {
            // No node where there is nothing more: a page behind the last one.
            return isEmpty && page > FirstPage ? new FourCodePage { Page = page, IsLast = true } : throw _answer.Missing(outputJson);
        }

        var rows = new List<FourCodeRow>();
        var bad = new List<BadRow>();
        var count = _answer.Read(node, rows, bad);
        return new FourCodePage { Page = page, Rows = rows, BadRows = bad, IsLast = !IsPaged || count < PageSize };
    }

    /// <summary>Comments of the settings file do not go to the center.</summary>
    private static string Plain(string input)
    {
        try
        {
            using var document = JsonDocument.Parse(input, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                using var plain = new MemoryStream();
                using (var writer = new Utf8JsonWriter(plain, WireJson.Writer))
                {
                    document.RootElement.WriteTo(writer);
                }

                return Encoding.UTF8.GetString(plain.GetBuffer(), 0, (int)plain.Length);
            }
        }
        catch (JsonException)
        {
            // Told below, without the text.
        }

        throw new ConfigurationException(Section + ".input", "must be a JSON object");
    }
}
