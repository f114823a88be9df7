using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Calls;

/// <summary>The sign_no of a call: the call's own, the automatic sign-in's, the client's.</summary>
internal sealed class SignNoSource
{
    private readonly Func<string?> _client;
    private readonly ClientSettings _settings;
    private readonly CallChannels _channels;

    internal SignNoSource(ClientSettings settings, CallChannels channels, Func<string?> client)
    {
        _settings = settings;
        _channels = channels;
        _client = client;
    }

    /// <summary>Signs in where the settings want it; null as long as they do not.</summary>
    internal SignInDesk? Desk { get; set; }

    internal ValueTask<string> GetAsync(Operation? operation, string number, CallOptions? options, CancellationToken cancellationToken)
    {
        if (options?.SignNo is { } own)
        {
            return new ValueTask<string>(own);
        }

        // Signing in needs no sign_no: asking for one here would go round in a circle. The payment platform has none.
        if (number == SignInDesk.Number || _channels.Of(operation, number) is not { CarriesSignNo: true })
        {
            return new ValueTask<string>("");
        }

        return Desk is null
            ? new ValueTask<string>(_client() ?? "")
            : new ValueTask<string>(Desk.GetAsync(options?.Operator ?? _settings.Operator, cancellationToken));
    }
}
