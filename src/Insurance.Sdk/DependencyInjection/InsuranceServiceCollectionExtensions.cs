using System;
using System.Net.Http;
using Insurance.Sdk;
using Insurance.Sdk.Calls;
using Insurance.Sdk.DependencyInjection;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MobilePayment;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients of hospitals: one unnamed, or several named ones.</summary>
public static class InsuranceServiceCollectionExtensions
{
    /// <summary>Registers <see cref="InsuranceClient"/> as one object for the life of the program, over IHttpClientFactory, with logging.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the HTTP client, to add handlers to.</returns>
    public static IHttpClientBuilder AddInsuranceClient(this IServiceCollection services, Action<InsuranceOptions> configure)
        => Add(services, null, Configured(configure), null);

    /// <summary>Registers a client under a name, as a keyed service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the hospital; the key of the service.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the HTTP client, to add handlers to.</returns>
    public static IHttpClientBuilder AddInsuranceClient(this IServiceCollection services, string name, Action<InsuranceOptions> configure)
        => Add(services, CheckedName(name), Configured(configure), null);

    /// <summary>Registers <see cref="InsuranceClient"/> from a section of the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section that holds profile, baseUrl …</param>
    /// <returns>The builder of the HTTP client, to add handlers to.</returns>
    public static IHttpClientBuilder AddInsuranceClient(this IServiceCollection services, IConfiguration configuration)
        => Add(services, null, () => InsuranceOptions.From(configuration), null);

    /// <summary>Registers a client under a name from a section of the configuration, as a keyed service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the hospital; the key of the service.</param>
    /// <param name="configuration">The section that holds profile, baseUrl …</param>
    /// <returns>The builder of the HTTP client, to add handlers to.</returns>
    public static IHttpClientBuilder AddInsuranceClient(this IServiceCollection services, string name, IConfiguration configuration)
        => Add(services, CheckedName(name), () => InsuranceOptions.From(configuration), null);

    internal static IHttpClientBuilder Add(IServiceCollection services, string? name, Func<InsuranceOptions> options, Action<InsuranceClientParts>? adjust)
    {
        _ = services ?? throw new ArgumentNullException(nameof(services));
        var httpName = "Insurance.Sdk" + (name is null ? "" : ":" + name);
        if (name is null)
        {
            services.AddSingleton(provider => Create(provider, httpName, null, options(), adjust));
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => Create(provider, httpName, name, options(), adjust));
        }

        // Header values hold account and signature: the factory's own log must not show them.
        return services.AddHttpClient(httpName, client => client.Timeout = System.Threading.Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => DefaultHttp.CreateHandler(null))
            .RedactLoggedHeaders(_ => true);
    }

    private static InsuranceClient Create(IServiceProvider provider, string httpName, string? name, InsuranceOptions options, Action<InsuranceClientParts>? adjust)
    {
        Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var endpoint);
        DefaultHttp.RaiseConnectionLimit(endpoint);
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        var parts = new InsuranceClientParts
        {
            TimeProvider = provider.GetService<TimeProvider>(),
            CreateHttpClient = () => factory.CreateClient(httpName),
            Listener = Listener(provider, name),
            Journal = provider.GetService<ICallJournal>(),
            MobileOrderGuard = provider.GetService<IMobileOrderGuard>(),
        };
        adjust?.Invoke(parts);
        return new InsuranceClient(options, parts);
    }

    private static FanOutListener Listener(IServiceProvider provider, string? name)
    {
        var listeners = new System.Collections.Generic.List<ICallListener>(provider.GetServices<ICallListener>());
        if (provider.GetService<ILoggerFactory>() is { } loggers)
        {
            listeners.Insert(0, new LoggingCallListener(loggers.CreateLogger("Insurance.Sdk.InsuranceClient"), name));
        }

        return new FanOutListener(listeners);
    }

    private static Func<InsuranceOptions> Configured(Action<InsuranceOptions> configure)
    {
        _ = configure ?? throw new ArgumentNullException(nameof(configure));
        return () =>
        {
            var options = new InsuranceOptions();
            configure(options);
            return options;
        };
    }

    private static string CheckedName(string name)
        => string.IsNullOrEmpty(name) ? throw new ArgumentException("A name is needed.", nameof(name)) : name;
}
