using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk;

/// <summary>Options that were checked, with the profile's defaults filled in; a copy, so that later changes of the options do nothing.</summary>
internal sealed class ClientSettings
{
    private ClientSettings(InsuranceProfile profile)
    {
        Profile = profile;
    }

    internal InsuranceProfile Profile { get; }

    internal string Edition { get; private init; } = "";

    internal string InstitutionCode { get; private init; } = "";

    internal string InstitutionName { get; private init; } = "";

    internal string Area { get; private init; } = "";

    internal string? ReceiverArea { get; private init; }

    internal string ReceiverSystem { get; private init; } = "";

    internal string Infver { get; private init; } = "";

    internal string SignType { get; private init; } = "";

    internal Operator Operator { get; private init; } = new();

    internal TimeSpan Timeout { get; private init; }

    internal TimeSpan ClockOffset { get; private init; }

    internal int BatchSize { get; private init; }

    internal SignInOptions SignIn { get; private init; } = new();

    internal RetryOptions Retry { get; private init; } = new();

    internal Reconciliation.ReconciliationOptions Reconciliation { get; private init; } = new();

    internal FileUploadForm UploadForm { get; private init; }

    internal string UploadPart { get; private init; } = "";

    internal long MaxUploadBytes { get; private init; }

    internal IReadOnlyList<KeyValuePair<string, string>> ExtraEnvelope { get; private init; } = Array.Empty<KeyValuePair<string, string>>();

    private IReadOnlyList<string> Routes { get; init; } = Array.Empty<string>();

    /// <summary>True where a route takes the number (an exact number, or a pattern such as 62*).</summary>
    internal bool HasRoute(string number)
    {
        foreach (var route in Routes)
        {
            if (route == number || (route.Length > 0 && route[route.Length - 1] == '*' && number.StartsWith(route.Substring(0, route.Length - 1), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Checks the options.</summary>
    /// <param name="options">The settings as given.</param>
    /// <param name="ownGateway">True where the caller brings a gateway: then no address is needed.</param>
    internal static ClientSettings From(InsuranceOptions options, bool ownGateway = false)
    {
        var profile = InsuranceProfile.Find(options.Profile);
        if (!ownGateway)
        {
            Address("baseUrl", options.BaseUrl);
            foreach (var route in options.Routes)
            {
                Address("routes." + route.Key, route.Value);
            }
        }

        if (options.InstitutionCode.Length != 12 || !IsLettersAndDigits(options.InstitutionCode))
        {
            throw new ConfigurationException("institutionCode", "must be 12 letters or digits (fixmedins_code)");
        }

        Length("institutionName", options.InstitutionName, 1, 200);
        if (!IsArea(options.Area))
        {
            throw new ConfigurationException("area", "must be six digits (mdtrtarea_admvs)");
        }

        var corrected = CorrectionsFile.EnvelopeDefaults(CorrectionsFile.Load(options.Corrections));
        string? Corrected(string member) => corrected.Where(c => c.Key == member).Select(c => c.Value).LastOrDefault();
        var receiverSystem = options.ReceiverSystem ?? Corrected("recer_sys_code") ?? profile.ReceiverSystem
            ?? throw new ConfigurationException("receiverSystem", "is required: profile " + profile.Name + " has no default (recer_sys_code)");
        Length("receiverSystem", receiverSystem, 1, 10);
        var infver = options.Infver ?? Corrected("infver") ?? profile.Infver
            ?? throw new ConfigurationException("infver", "is required: profile " + profile.Name + " has no default");
        Length("infver", infver, 1, 6);
        var signType = options.SignType ?? Corrected("signtype") ?? profile.SignType;
        Length("signType", signType, 0, 10);
        Range("timeoutSeconds", options.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
        Range("clockOffsetSeconds", options.ClockOffsetSeconds, -86400, 86400);
        Range("batchSize", options.BatchSize, 1, 10000);
        Range("retry.maxAttempts", options.Retry.MaxAttempts, 1, 10);
        Range("retry.delaySeconds", options.Retry.Delay, TimeSpan.Zero, TimeSpan.FromDays(1));
        Range("retry.maxDelaySeconds", options.Retry.MaxDelay, options.Retry.Delay, TimeSpan.FromDays(1));
        Range("messageIds.sequenceFrom", options.MessageIds.SequenceFrom, 0, 9999);
        Range("messageIds.sequenceTo", options.MessageIds.SequenceTo, options.MessageIds.SequenceFrom, 9999);
        if (options.SignIn.Mode == SignInMode.Automatic)
        {
            Range("signIn.lifetime", options.SignIn.Lifetime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(31));
            Length("signIn.mac", options.SignIn.Mac, 1, 20);
            Length("signIn.ip", options.SignIn.Ip, 1, 20);
        }

        foreach (var member in options.ExtraEnvelope.Items)
        {
            if (Envelopes.RequestEnvelope.IsOwned(member.Key))
            {
                throw new ConfigurationException("extraEnvelope." + member.Key, "is written by the client and cannot be set here");
            }
        }

        return new ClientSettings(profile)
        {
            Routes = new List<string>(options.Routes.Keys),
            Edition = string.IsNullOrEmpty(options.Edition) ? profile.Edition : options.Edition!,
            InstitutionCode = options.InstitutionCode,
            InstitutionName = options.InstitutionName,
            Area = options.Area,
            ReceiverArea = profile.SendsReceiverArea ? options.Area : null,
            ReceiverSystem = receiverSystem,
            Infver = infver,
            SignType = signType,
            Operator = CheckedOperator(options),
            Timeout = options.Timeout,
            ClockOffset = TimeSpan.FromSeconds(options.ClockOffsetSeconds),
            BatchSize = options.BatchSize,
            Reconciliation = ReconciliationSettings.Checked(options.Reconciliation),
            UploadForm = FileTransferSettings.FormOf(options.Files, profile),
            UploadPart = FileTransferSettings.PartOf(options.Files),
            MaxUploadBytes = FileTransferSettings.LimitOf(options.Files),
            SignIn = new SignInOptions { Mode = options.SignIn.Mode, Lifetime = options.SignIn.Lifetime, Mac = options.SignIn.Mac, Ip = options.SignIn.Ip },
            Retry = new RetryOptions { MaxAttempts = options.Retry.MaxAttempts, Delay = options.Retry.Delay, MaxDelay = options.Retry.MaxDelay },
            ExtraEnvelope = corrected.Where(c => c.Key is not ("recer_sys_code" or "infver" or "signtype") && options.ExtraEnvelope.GetJson(c.Key) is null)
                .Select(c => new KeyValuePair<string, string>(c.Key, System.Text.Json.JsonSerializer.Serialize(c.Value, WireJson.Strings.String)))
                .Concat(options.ExtraEnvelope.Items).ToList(),
        };
    }

    internal static bool IsArea(string text) => text.Length == 6 && IsDigits(text);

    private static Operator CheckedOperator(InsuranceOptions options)
    {
        if (options.Operator is not { } given)
        {
            var name = options.InstitutionName.Length > 50 ? options.InstitutionName.Substring(0, 50) : options.InstitutionName;
            return new Operator { Type = "1", Code = options.InstitutionCode, Name = name };
        }

        Length("operator.type", given.Type, 1, 3);
        Length("operator.code", given.Code, 1, 30);
        Length("operator.name", given.Name, 1, 50);
        return new Operator { Type = given.Type, Code = given.Code, Name = given.Name };
    }

    private static void Address(string setting, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != "http" && uri.Scheme != "https"))
        {
            throw new ConfigurationException(setting, "must be an absolute http or https address");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new ConfigurationException(setting, "must not hold a user name or password");
        }
    }

    private static void Length(string setting, string? text, int from, int to)
    {
        if (text is null || text.Length < from || text.Length > to)
        {
            throw new ConfigurationException(setting, "must have " + from + " to " + to + " characters");
        }
    }

    private static void Range<T>(string setting, T value, T from, T to)
        where T : IComparable<T>
    {
        if (value.CompareTo(from) < 0 || value.CompareTo(to) > 0)
        {
            throw new ConfigurationException(setting, "must lie from " + from + " to " + to);
        }
    }

    private static bool IsDigits(string text)
    {
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLettersAndDigits(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
            {
                return false;
            }
        }

        return true;
    }
}
