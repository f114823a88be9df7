using Insurance.Sdk.MobilePayment;

namespace Insurance.Sdk.Calls;

/// <summary>The channels of a client, and which of them a message takes.</summary>
internal sealed class CallChannels
{
    private readonly ClientSettings _settings;

    internal CallChannels(ClientSettings settings, ICallChannel center, MobilePaymentChannel? mobile)
    {
        _settings = settings;
        Center = center;
        Mobile = mobile;
    }

    internal ICallChannel Center { get; }

    /// <summary>The payment platform; null where the settings do not describe it.</summary>
    internal MobilePaymentChannel? Mobile { get; }

    /// <summary>The channel of a number; null where it has none that the settings describe.</summary>
    internal ICallChannel? Of(Operation? operation, string number) => operation?.Group switch
    {
        // A route says that the hospital's center takes it in its own envelope.
        "MobilePayment" or "ElectronicCertificate" when _settings.HasRoute(number) => Center,
        "MobilePayment" => Mobile,
        "ElectronicCertificate" => null,
        _ => Center,
    };
}
