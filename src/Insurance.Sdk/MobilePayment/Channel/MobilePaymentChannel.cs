using System;
using System.Collections.Generic;
using System.Text.Json;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.MobilePayment;

/// <summary>The payment platform's channel: camelCase data in a signed and encrypted envelope of its own, one path per number. It knows neither msgid nor sign_no.</summary>
internal sealed class MobilePaymentChannel : ICallChannel
{
    private readonly IGateway _gateway;
    private readonly PlatformJudge _judge;
    private readonly Dictionary<string, string> _transTypes;
    private readonly Func<string, bool> _hasAddress;

    private MobilePaymentChannel(IGateway gateway, IMobilePaymentSeal seal, MobilePaymentOptions options, Func<string, bool> hasAddress)
    {
        _gateway = gateway;
        Seal = seal;
        _judge = new PlatformJudge(seal, options.SuccessCode, options.UnsignedFailures);
        _transTypes = new Dictionary<string, string>(options.TransTypes, StringComparer.Ordinal);
        _hasAddress = hasAddress;
        SuccessCode = options.SuccessCode;
        ReversalField = options.ReversalField;
    }

    public bool CarriesSignNo => false;

    /// <summary>Opens what the platform sends by itself (6302, 6204), and seals the answer.</summary>
    internal IMobilePaymentSeal Seal { get; }

    internal string SuccessCode { get; }

    internal string? ReversalField { get; }

    /// <summary>The channel that the settings describe; null where they name no address and the caller brings no gateway.</summary>
    /// <exception cref="ConfigurationException">A setting is missing or wrong; it is named.</exception>
    internal static MobilePaymentChannel? Create(InsuranceOptions settings, InsuranceClientParts? parts, TimeProvider time)
    {
        var options = settings.MobilePayment;
        if (parts?.MobilePaymentGateway is null && string.IsNullOrWhiteSpace(options.BaseUrl))
        {
            return null;
        }

        var seal = parts?.MobilePaymentSeal ?? new MobilePaymentSeal(options, ShiftedClock.Of(time, TimeSpan.FromSeconds(settings.ClockOffsetSeconds)));
        if (parts?.MobilePaymentGateway is { } own)
        {
            return new MobilePaymentChannel(own, seal, options, _ => true);
        }

        var addresses = new PlatformAddresses(options);
        return new MobilePaymentChannel(addresses.Gateway, seal, options, addresses.Has);
    }

    public void Check(string number, CallOptions? options, List<ValidationError> findings)
    {
        if (!_hasAddress(number))
        {
            findings.Add(new ValidationError("INS1915", "mobilePayment.paths." + number, "infno", "configuration",
                "the path of " + number + " at the payment platform is missing; no path is public for every province, ask yours"));
        }

        if (options is { ExtraEnvelope.Count: > 0 })
        {
            findings.Add(new ValidationError("INS1916", "CallOptions.ExtraEnvelope", "ExtraEnvelope", "condition",
                "the payment platform's envelope has no further members; what it may carry is set under mobilePayment"));
        }
    }

    IMessageWriter ICallChannel.Seal(OutgoingMessage message, string signNo)
    {
        _transTypes.TryGetValue(message.Number, out var transType);
        return new Writer(Seal, DataOf(message), transType);
    }

    public GatewayAttempt Prepare(string number, byte[] bytes) => _gateway.Prepare(number, bytes);

    public JudgedAnswer Open(OutgoingMessage message, HttpReply reply) => _judge.Judge(message, reply);

    private static ReadOnlyMemory<byte> DataOf(OutgoingMessage message)
    {
        using var input = JsonDocument.Parse(message.Input);
        if (input.RootElement.ValueKind == JsonValueKind.Object
            && input.RootElement.TryGetProperty("data", out var data)
            && data.ValueKind == JsonValueKind.Object)
        {
            return System.Text.Encoding.UTF8.GetBytes(data.GetRawText());
        }

        throw new ValidationException(new[]
        {
            new ValidationError("INS1918", "input.data", "data", "required", "the input must hold the object data; the platform's envelope carries nothing else"),
        })
        {
            Code = message.Number,
        };
    }

    /// <summary>The message id names the journal's record; this envelope has no place for it.</summary>
    private sealed class Writer(IMobilePaymentSeal seal, ReadOnlyMemory<byte> data, string? transType) : IMessageWriter
    {
        public SealedBody Write(string messageId) => new(seal.SealRequest(data, transType));
    }
}
