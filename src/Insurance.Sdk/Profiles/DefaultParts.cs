using System;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk;

/// <summary>Makes the pieces of a client from its settings: the one place where settings meet gateways, protections, message ids and the codec.</summary>
internal static class DefaultParts
{
    internal static IGateway Gateway(InsuranceOptions options, InsuranceProfile profile, TimeProvider time)
    {
        var gateway = new GatewayOptions
        {
            Kind = options.Gateway ?? profile.Gateway ?? throw new ConfigurationException("gateway", "is required with profile " + profile.Name + ": x-tif, csb, hmac-sm3 or none"),
            BaseUrl = options.BaseUrl,
            UrlShape = options.UrlShape ?? (options.Gateway is null ? profile.UrlShape : null),
            PaasId = options.PaasId,
            Token = options.Token,
            ClockOffsetSeconds = options.ClockOffsetSeconds,
            ApiName = options.ApiName,
            AccessKey = options.AccessKey,
            SecretKey = options.SecretKey,
            TimestampUnit = options.TimestampUnit,
            ContentType = options.ContentType ?? profile.ContentType,
        };
        gateway.HashCase = options.HashCase ?? gateway.HashCase;
        gateway.ApiVersion = options.ApiVersion ?? gateway.ApiVersion;
        foreach (var route in options.Routes)
        {
            gateway.Routes[route.Key] = route.Value;
        }

        foreach (var header in options.Headers)
        {
            gateway.Headers[header.Key] = header.Value;
        }

        try
        {
            return GatewayFactory.Create(gateway, time);
        }
        catch (ConfigurationException e) when (e.Setting.StartsWith("gateway.", StringComparison.Ordinal))
        {
            // The gateway's settings stand at the top of the one file: the error names them as they stand there.
            var setting = e.Setting == "gateway.kind" ? "gateway" : e.Setting.Substring("gateway.".Length);
            throw new ConfigurationException(setting, e.Message.Substring(e.Setting.Length + 2));
        }
    }

    internal static IBodyProtection Protection(InsuranceOptions options, InsuranceProfile profile)
        => BodyProtections.Create(options.Protection ?? new ProtectionOptions { Kind = profile.Protection });

    internal static IMessageIdSource MessageIds(InsuranceOptions options, TimeProvider time)
        => MessageIdSources.Durable(options.MessageIds, time);

    internal static ICodec Codec(InsuranceOptions options, ClientSettings settings)
        => new StandardCodec(
            EditionRules.Of(settings.Edition, CorrectionsFile.Load(options.Corrections)),
            new CodecSettings
            {
                CodeListsFail = options.CodeLists == CodeListRule.Fail,
                SendEmptyFields = options.EmptyFields == EmptyFieldRule.Send,
                MissingLineResultIsRefusal = options.MissingLineResult == MissingLineRule.Refused,
                UploadForm = settings.UploadForm,
            });
}
