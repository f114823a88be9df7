using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Polly;
using Polly.Retry;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Client of 码上放心: which packages lie in a package. Only queries: nothing is booked there.</summary>
/// <remarks>Thread-safe; one for the life of the program. Calls of one app key are kept apart, whichever client makes them; a refusal for too many calls (App Call Limited),
/// a lost connection and a server's error are repeated. Methods end in an answer, <see cref="TracePlatformException"/>, <see cref="ProtocolException"/> or <see cref="OperationCanceledException"/>.</remarks>
public sealed class TracePlatformClient : IDisposable
{
    /// <summary>Codes of one call of the package query.</summary>
    public const int CodesPerCall = 10;

    private const string RelationMethod = "alibaba.alihealth.drugtrace.top.yljg.query.relation";

    private readonly TracePlatformOptions _options;
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly TimeProvider _time;
    private readonly CallSpacing _spacing;
    private readonly ResiliencePipeline _repeats;
    private readonly TraceCodeParser _parser = new();

    /// <summary>Creates a client.</summary>
    /// <param name="options">The account; it is copied.</param>
    /// <param name="http">HTTP client to use; null makes one. Its own time limit must not be shorter than the account's.</param>
    /// <param name="timeProvider">Where time comes from; null takes the system's clock.</param>
    /// <exception cref="ConfigurationException">A setting is missing or wrong; it is named.</exception>
    public TracePlatformClient(TracePlatformOptions options, HttpClient? http = null, TimeProvider? timeProvider = null)
    {
        _options = (options ?? throw new ArgumentNullException(nameof(options))).Checked();
        _time = timeProvider ?? TimeProvider.System;
        _ownsHttp = http is null;
        _http = http ?? DefaultHttp.CreateClient(DefaultHttp.CreateHandler(new Uri(_options.Address)), dispose: true);
        _spacing = CallSpacing.Of(_options.AppKey, _time);
        _repeats = _options.MaxAttempts == 1 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(10),
                ShouldHandle = static args => new ValueTask<bool>(args.Outcome.Exception is TracePlatformException { IsCallLimit: true } or ProtocolException { HttpStatus: 0 or >= 500 }),
            })
            .Build();
    }

    /// <summary>Asks what lies in packages (query.relation 单码关联关系查询), ten codes a call.</summary>
    /// <param name="codes">码上放心 codes; each is asked for once.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>What the platform knows, in its order; a code it does not name is missing.</returns>
    /// <exception cref="ArgumentException">A code is not of 码上放心.</exception>
    public async Task<IReadOnlyList<PackageRelation>> QueryPackageRelationAsync(IEnumerable<TraceCode> codes, CancellationToken cancellationToken = default)
    {
        return await QueryAsync(Texts(codes), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Blocking twin of <see cref="QueryPackageRelationAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="codes">码上放心 codes; each is asked for once.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public IReadOnlyList<PackageRelation> QueryPackageRelation(IEnumerable<TraceCode> codes, CancellationToken cancellationToken = default)
        => Task.Run(() => QueryPackageRelationAsync(codes, cancellationToken)).GetAwaiter().GetResult();

    /// <summary>Takes a package apart down to the smallest packages. Where only the carton has a code, that code is the smallest package, whatever number the platform gives for its content.</summary>
    /// <param name="code">Code of a package of any size.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The codes, or why they are not known.</returns>
    /// <exception cref="ArgumentException">The code is not of 码上放心.</exception>
    public async Task<PackageExpansion> ExpandToSmallestAsync(TraceCode code, CancellationToken cancellationToken = default)
        => (await ExpandToSmallestAsync(new[] { code }, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Takes several packages apart, ten codes a call: a delivery of many cartons waits for few calls.</summary>
    /// <param name="codes">Codes of packages of any size.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>One expansion per code, in their order.</returns>
    /// <exception cref="ArgumentException">A code is not of 码上放心.</exception>
    public async Task<IReadOnlyList<PackageExpansion>> ExpandToSmallestAsync(IReadOnlyList<TraceCode> codes, CancellationToken cancellationToken = default)
    {
        Texts(codes);
        var trees = codes.Select(code => new PackageTree(code, _parser)).ToList();
        while (trees.Exists(t => t.Ask.Count > 0))
        {
            var answers = await QueryAsync(trees.SelectMany(t => t.Ask).Distinct(StringComparer.Ordinal).ToList(), cancellationToken).ConfigureAwait(false);
            foreach (var tree in trees.Where(t => t.Ask.Count > 0))
            {
                tree.Take(answers);
            }
        }

        return trees.ConvertAll(t => t.Result());
    }

    /// <summary>Blocking twin of <see cref="ExpandToSmallestAsync(TraceCode, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    /// <param name="code">Code of a package of any size.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public PackageExpansion ExpandToSmallest(TraceCode code, CancellationToken cancellationToken = default)
        => Task.Run(() => ExpandToSmallestAsync(code, cancellationToken)).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ExpandToSmallestAsync(IReadOnlyList{TraceCode}, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    /// <param name="codes">Codes of packages of any size.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public IReadOnlyList<PackageExpansion> ExpandToSmallest(IReadOnlyList<TraceCode> codes, CancellationToken cancellationToken = default)
        => Task.Run(() => ExpandToSmallestAsync(codes, cancellationToken)).GetAwaiter().GetResult();

    /// <summary>Calls any query of the platform: the way to those whose fields are not public.</summary>
    /// <param name="method">Full name, such as alibaba.alihealth.drug.code.list.code.medical.insurance.</param>
    /// <param name="parameters">Its own parameters; ref_ent_id is added where it is missing. Public parameters and signature are added.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer as JSON, without the member named after the method. Whether its result is a success is for the caller to see.</returns>
    /// <exception cref="TracePlatformException">The platform answered error_response.</exception>
    public Task<string> CallAsync(string method, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken = default)
    {
        var own = (parameters ?? throw new ArgumentNullException(nameof(parameters))).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        if (string.IsNullOrEmpty(method))
        {
            throw new ArgumentException("A method is needed", nameof(method));
        }

        return RunAsync(method, WithCaller(own), static answer => answer.GetRawText(), cancellationToken);
    }

    /// <summary>Closes the connections the client made itself.</summary>
    public void Dispose()
    {
        if (_ownsHttp)
        {
            _http.Dispose();
        }
    }

    /// <summary>Calls a query whose result must be a success.</summary>
    internal Task<JsonElement> ReadAsync(string method, Dictionary<string, string> parameters, CancellationToken cancellationToken)
        => RunAsync(
            method,
            WithCaller(parameters),
            answer =>
            {
                Result(answer);
                return answer.Clone();
            },
            cancellationToken);

    /// <summary>Codes as texts, each once.</summary>
    /// <exception cref="ArgumentException">A code is not of 码上放心.</exception>
    internal static List<string> Texts(IEnumerable<TraceCode> codes)
    {
        var texts = new List<string>();
        foreach (var code in codes ?? throw new ArgumentNullException(nameof(codes)))
        {
            if (code.Kind != TraceCodeKind.Platform)
            {
                throw new ArgumentException("码上放心 knows only codes of 20 digits that begin with 8", nameof(codes));
            }

            texts.Add(code.Text);
        }

        return texts.Distinct(StringComparer.Ordinal).ToList();
    }

    private Dictionary<string, string> WithCaller(Dictionary<string, string> parameters)
    {
        if (!parameters.ContainsKey("ref_ent_id"))
        {
            parameters["ref_ent_id"] = _options.RefEntId;
        }

        return parameters;
    }

    private async Task<IReadOnlyList<PackageRelation>> QueryAsync(IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        var relations = new List<PackageRelation>();
        for (var at = 0; at < codes.Count; at += CodesPerCall)
        {
            var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ref_ent_id"] = _options.RefEntId,
                ["des_ref_ent_id"] = _options.TargetRefEntId.Length > 0 ? _options.TargetRefEntId : _options.RefEntId,
                ["code"] = string.Join(",", codes.Skip(at).Take(CodesPerCall)),
            };
            relations.AddRange(await RunAsync(RelationMethod, parameters, ReadRelations, cancellationToken).ConfigureAwait(false));
        }

        return relations;
    }

    private List<PackageRelation> ReadRelations(JsonElement answer) => PackageRelationReader.Read(Result(answer));

    /// <summary>The result of an answer.</summary>
    /// <exception cref="TracePlatformException">It is no success.</exception>
    private JsonElement Result(JsonElement answer)
    {
        var result = answer.TryGetProperty("result", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : answer;
        return TopAnswer.IsSuccess(result) ? result : throw TopAnswer.Refusal(result, PackageRelationReader.Text(answer, "request_id"), Hidden);
    }

    private async Task<T> RunAsync<T>(string method, Dictionary<string, string> parameters, Func<JsonElement, T> read, CancellationToken cancellationToken)
        => await _repeats.ExecuteAsync(
            async token =>
            {
                await _spacing.WaitAsync(_options.Spacing, _time, token).ConfigureAwait(false);
                using var answer = await SendAsync(method, parameters, token).ConfigureAwait(false);
                return read(TopAnswer.Unwrap(answer.RootElement, Hidden));
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>The timestamp belongs to the attempt: the platform takes it for ten minutes only.</summary>
    private async Task<JsonDocument> SendAsync(string method, Dictionary<string, string> own, CancellationToken caller)
    {
        var form = new Dictionary<string, string>(own, StringComparer.Ordinal)
        {
            ["method"] = method,
            ["app_key"] = _options.AppKey,
            ["timestamp"] = ChinaTime.Now(_time).ToString(),
            ["v"] = "2.0",
            ["format"] = "json",
            ["sign_method"] = TopSignature.NameOf(_options.SignMethod),
        };
        if (_options.Session.Length > 0)
        {
            form["session"] = _options.Session;
        }

        if (_options.Simplify)
        {
            form["simplify"] = "true";
        }

        form["sign"] = TopSignature.Of(form, _options.AppSecret, _options.SignMethod);
#if NET
        using var timer = new CancellationTokenSource(_options.Timeout, _time);
#else
        using var timer = _time.CreateCancellationTokenSource(_options.Timeout);
#endif
        using var both = CancellationTokenSource.CreateLinkedTokenSource(caller, timer.Token);
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var request = new HttpRequestMessage(HttpMethod.Post, _options.Address) { Content = content };
            request.Headers.ExpectContinue = false;
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, both.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
#if NET
            var bytes = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
#else
            var bytes = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
#endif
            return Parse(bytes, status);
        }
        catch (OperationCanceledException e) when (!caller.IsCancellationRequested)
        {
            throw new QueryTimeoutException(_options.Timeout, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ProtocolException("码上放心 cannot be reached (" + e.GetType().Name + ")", e);
        }
    }

    private static JsonDocument Parse(byte[] bytes, int status)
    {
        try
        {
            var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Told below; what came may be any page of a proxy.
        }

        throw new ProtocolException("码上放心 answered no JSON object, HTTP status " + status.ToString(CultureInfo.InvariantCulture)) { HttpStatus = status };
    }

    /// <summary>The platform may quote what it was sent.</summary>
    private string Hidden(string text)
    {
        foreach (var secret in new[] { _options.AppSecret, _options.Session })
        {
            text = secret.Length > 0 ? text.Replace(secret, "***") : text;
        }

        return text;
    }
}
