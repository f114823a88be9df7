using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MobilePayment;

namespace Insurance.Sdk;

/// <summary>The front door: one client per hospital, for the life of the program, for all threads.</summary>
/// <remarks>Methods end in one of: an answer the center accepted, <see cref="ValidationException"/> or <see cref="ConfigurationException"/> (nothing sent),
/// <see cref="NotProcessedException"/> (the center never saw it), <see cref="RefusedException"/> (nothing of that message booked; of several messages see <see cref="InsuranceException.Lines"/>), <see cref="OutcomeUnknownException"/>
/// (it may be booked: never send again blindly), <see cref="ProtocolException"/> or <see cref="SignatureException"/> (a query without usable answer), <see cref="CallCanceledException"/>.</remarks>
public sealed partial class InsuranceClient : IDisposable
{
    private readonly TypedCall _typed;
    private readonly RawCall _raw;
    private readonly SignInDesk? _desk;
    private readonly HttpMessageInvoker? _own;
    private volatile string? _signNo;

    /// <summary>Creates a client.</summary>
    /// <param name="options">The settings; they are copied.</param>
    /// <param name="parts">Pieces that replace those the settings would make.</param>
    /// <exception cref="ConfigurationException">A setting is missing or wrong; it is named.</exception>
    public InsuranceClient(InsuranceOptions options, InsuranceClientParts? parts = null)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        var settings = ClientSettings.From(options, parts?.Gateway is not null);
        var time = parts?.TimeProvider ?? TimeProvider.System;
        var events = new CallEvents(parts?.Listener);
        var codec = parts?.Codec ?? DefaultParts.Codec(options, settings);
        var gateway = parts?.Gateway ?? DefaultParts.Gateway(options, settings.Profile, time);
        var protection = parts?.Protection ?? DefaultParts.Protection(options, settings.Profile);
        var messageIds = parts?.MessageIds ?? DefaultParts.MessageIds(options, time);
        var http = new HttpExchange(ClientFor(options, parts, out _own));
        var channels = new CallChannels(settings, new CenterChannel(settings, protection, gateway, time), MobilePaymentChannel.Create(options, parts, time));
        var check = new CheckStep(codec, settings, channels, events);
        var pipeline = new CallPipeline(
            new SealStep(settings, channels, messageIds, events),
            new SendStep(settings, http, time, events),
            time,
            events,
            parts?.Journal is { } journal ? new JournalStep(journal, settings, time, events) : null,
            parts?.MobileOrderGuard is { } guard ? new MobileOrderGuardStep(guard) : null);
        var signNo = new SignNoSource(settings, channels, () => _signNo);
        Inside = new ClientInside(settings, codec, messageIds, channels, check, time, events, parts?.Journal);
        _typed = new TypedCall(codec, settings, check, pipeline, signNo);
        _raw = new RawCall(codec, check, pipeline, signNo);
        if (settings.SignIn.Mode == SignInMode.Automatic)
        {
            _desk = signNo.Desk = new SignInDesk(_raw, settings.SignIn, time);
        }
    }

    /// <summary>sign_no 交易签到流水号 of calls that name none, with manual sign-in; null sends "".</summary>
    public string? SignNo
    {
        get => _signNo;
        set => _signNo = value;
    }

    /// <summary>Forgets automatic sign-ins: the next call of every operator signs in anew.</summary>
    public void ForgetSignIns() => _desk?.Forget();

    /// <summary>Calls any number with an input as JSON text, which goes out exactly as given, in one message.</summary>
    /// <param name="number">交易编号. A number the standard knows keeps its rules (what may be repeated, what is in doubt); any other is treated as a command and never repeated.</param>
    /// <param name="inputJson">The input: a JSON object.</param>
    /// <param name="options">What this call does otherwise than the settings say.</param>
    /// <param name="skipCheck">True sends a known number's input without checking it.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="CallCanceledException"/>.</param>
    /// <returns>The accepted answer; everything else throws.</returns>
    public Task<RawAnswer> InvokeAsync(string number, string inputJson, CallOptions? options = null, bool skipCheck = false, CancellationToken cancellationToken = default)
        => _raw.RunAsync(number, inputJson, options, skipCheck, cancellationToken);

    /// <summary>Blocking twin of <see cref="InvokeAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="number">交易编号.</param>
    /// <param name="inputJson">The input: a JSON object.</param>
    /// <param name="options">What this call does otherwise than the settings say.</param>
    /// <param name="skipCheck">True sends a known number's input without checking it.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="CallCanceledException"/>.</param>
    public RawAnswer Invoke(string number, string inputJson, CallOptions? options = null, bool skipCheck = false, CancellationToken cancellationToken = default)
        => Blocking(() => InvokeAsync(number, inputJson, options, skipCheck, cancellationToken));

    /// <summary>Closes the connections the client made itself. On .NET (not tried on .NET Framework) a call that is under way still gets its answer.</summary>
    public void Dispose() => _own?.Dispose();

    /// <summary>What other rooms of the library need before they call: rules, numbers, message ids.</summary>
    internal ClientInside Inside { get; }

    internal Task<TAnswer> CallAsync<TRequest, TAnswer>(Operation<TRequest, TAnswer> operation, TRequest request, CallOptions? options, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        return _typed.RunAsync(operation, request, options, cancellationToken);
    }

    internal TAnswer Call<TRequest, TAnswer>(Operation<TRequest, TAnswer> operation, TRequest request, CallOptions? options, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
        => Blocking(() => CallAsync(operation, request, options, cancellationToken));

    /// <summary>The work runs on the thread pool, where no continuation waits for the blocked thread's context: so it cannot deadlock.</summary>
    private static T Blocking<T>(Func<Task<T>> call) => Task.Run(call).GetAwaiter().GetResult();

    private static Func<HttpMessageInvoker> ClientFor(InsuranceOptions options, InsuranceClientParts? parts, out HttpMessageInvoker? own)
    {
        own = null;
        if (parts?.CreateHttpClient is { } create)
        {
            return create;
        }

        if (parts?.HttpClient is { } given)
        {
            return () => given;
        }

        Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var endpoint);
        var client = parts?.HttpMessageHandler is { } handler
            ? new HttpMessageInvoker(handler, disposeHandler: false)
            : new HttpMessageInvoker(DefaultHttp.CreateHandler(endpoint), disposeHandler: true);
        own = client;
        return () => client;
    }
}
