using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk;

/// <summary>Puts settings into options, each by hand: no reflection, and every error names the setting.</summary>
internal static class SettingsReader
{
    private static readonly Dictionary<string, Action<Operator, SettingNode>> OperatorMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["type"] = (o, n) => o.Type = Text(n),
        ["code"] = (o, n) => o.Code = Text(n),
        ["name"] = (o, n) => o.Name = Text(n),
    };

    private static readonly Dictionary<string, Action<ProtectionOptions, SettingNode>> ProtectionMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kind"] = (o, n) => o.Kind = Text(n),
        ["clientId"] = (o, n) => o.ClientId = Text(n),
        ["privateKey"] = (o, n) => o.PrivateKey = Text(n),
        ["platformPublicKey"] = (o, n) => o.PlatformPublicKey = Text(n),
        ["userId"] = (o, n) => o.UserId = Text(n),
        ["encoding"] = (o, n) => o.Encoding = Text(n),
    };

    private static readonly Dictionary<string, Action<SignInOptions, SettingNode>> SignInMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mode"] = (o, n) => o.Mode = Choice(n, ("manual", SignInMode.Manual), ("automatic", SignInMode.Automatic)),
        ["lifetime"] = (o, n) => o.Lifetime = Duration(n),
        ["mac"] = (o, n) => o.Mac = Text(n),
        ["ip"] = (o, n) => o.Ip = Text(n),
    };

    private static readonly Dictionary<string, Action<MessageIdOptions, SettingNode>> MessageIdMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["directory"] = (o, n) => o.Directory = Text(n),
        ["sequenceFrom"] = (o, n) => o.SequenceFrom = Integer(n),
        ["sequenceTo"] = (o, n) => o.SequenceTo = Integer(n),
        ["blockSize"] = (o, n) => o.BlockSize = Integer(n),
    };

    private static readonly Dictionary<string, Action<RetryOptions, SettingNode>> RetryMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["maxAttempts"] = (o, n) => o.MaxAttempts = Integer(n),
        ["delaySeconds"] = (o, n) => o.Delay = Seconds(n),
        ["maxDelaySeconds"] = (o, n) => o.MaxDelay = Seconds(n),
    };

    private static readonly Dictionary<string, Action<InsuranceOptions, SettingNode>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["profile"] = (o, n) => o.Profile = Text(n),
        ["baseUrl"] = (o, n) => o.BaseUrl = Text(n),
        ["paasId"] = (o, n) => o.PaasId = Text(n),
        ["token"] = (o, n) => o.Token = Text(n),
        ["institutionCode"] = (o, n) => o.InstitutionCode = Text(n),
        ["institutionName"] = (o, n) => o.InstitutionName = Text(n),
        ["area"] = (o, n) => o.Area = Text(n),
        ["receiverSystem"] = (o, n) => o.ReceiverSystem = Text(n),
        ["operator"] = (o, n) => ReadMembers(n, o.Operator = new Operator(), OperatorMembers),
        ["protection"] = (o, n) => ReadMembers(n, o.Protection = new ProtectionOptions(), ProtectionMembers),
        ["edition"] = (o, n) => o.Edition = Text(n),
        ["gateway"] = (o, n) => o.Gateway = Text(n),
        ["urlShape"] = (o, n) => o.UrlShape = Text(n),
        ["routes"] = (o, n) => ReadPairs(n, o.Routes, "pattern of numbers, base address"),
        ["headers"] = (o, n) => ReadPairs(n, o.Headers, "name, value"),
        ["hashCase"] = (o, n) => o.HashCase = Text(n),
        ["apiVersion"] = (o, n) => o.ApiVersion = Text(n),
        ["apiName"] = (o, n) => o.ApiName = Text(n),
        ["accessKey"] = (o, n) => o.AccessKey = Text(n),
        ["secretKey"] = (o, n) => o.SecretKey = Text(n),
        ["timestampUnit"] = (o, n) => o.TimestampUnit = Text(n),
        ["contentType"] = (o, n) => o.ContentType = Text(n),
        ["infver"] = (o, n) => o.Infver = Text(n),
        ["signType"] = (o, n) => o.SignType = Text(n),
        ["timeoutSeconds"] = (o, n) => o.Timeout = Seconds(n),
        ["clockOffsetSeconds"] = (o, n) => o.ClockOffsetSeconds = Integer(n),
        ["corrections"] = (o, n) => o.Corrections = Text(n),
        ["codeLists"] = (o, n) => o.CodeLists = Choice(n, ("warn", CodeListRule.Warn), ("fail", CodeListRule.Fail)),
        ["batchSize"] = (o, n) => o.BatchSize = Integer(n),
        ["signIn"] = (o, n) => ReadMembers(n, o.SignIn, SignInMembers),
        ["missingLineResult"] = (o, n) => o.MissingLineResult = Choice(n, ("accepted", MissingLineRule.Accepted), ("refused", MissingLineRule.Refused)),
        ["emptyFields"] = (o, n) => o.EmptyFields = Choice(n, ("omit", EmptyFieldRule.Omit), ("send", EmptyFieldRule.Send)),
        ["messageIds"] = (o, n) => ReadMembers(n, o.MessageIds, MessageIdMembers),
        ["retry"] = (o, n) => ReadMembers(n, o.Retry, RetryMembers),
        ["extraEnvelope"] = ReadExtraEnvelope,
        ["files"] = (o, n) => FileTransferSettings.Read(n, o.Files),
        ["reconciliation"] = (o, n) => ReconciliationSettings.Read(n, o.Reconciliation),
        ["traceCodes"] = (o, n) => TraceCodeSettings.Read(n, o.TraceCodes),
        ["mobilePayment"] = (o, n) => MobilePaymentSettings.Read(n, o.MobilePayment),
    };

    /// <summary>Names of all settings of the first level.</summary>
    internal static IEnumerable<string> Names => Known.Keys;

    /// <summary>One file serves all programs: these members belong to the mock center.</summary>
    private static readonly string[] OfOtherPrograms = { "mock" };

    internal static void Read(SettingNode root, InsuranceOptions options)
    {
        root.Members.RemoveAll(m => Array.Exists(OfOtherPrograms, o => string.Equals(o, m.Key, StringComparison.OrdinalIgnoreCase)));
        ReadMembers(root, options, Known);
    }

    internal static void ReadMembers<T>(SettingNode node, T target, Dictionary<string, Action<T, SettingNode>> known)
    {
        if (node.IsList || (node.Text is { Length: > 0 } && node.Members.Count == 0))
        {
            throw new ConfigurationException(node.Path, "must be an object with members such as " + string.Join(", ", known.Keys));
        }

        foreach (var member in node.Members)
        {
            if (!known.TryGetValue(member.Key, out var set))
            {
                throw new ConfigurationException(member.Value.Path, "is no known setting; the nearest one is " + NearestName.Of(member.Key, known.Keys));
            }

            // null means: as if the setting were not there.
            if (member.Value.HasValue || member.Value.IsList)
            {
                set(target, member.Value);
            }
        }
    }

    internal static void ReadPairs(SettingNode node, IDictionary<string, string> target, string what)
    {
        if (node.IsList || node.Text is { Length: > 0 })
        {
            throw new ConfigurationException(node.Path, "must be an object: " + what);
        }

        foreach (var pair in node.Members)
        {
            target[pair.Key] = Text(pair.Value);
        }
    }

    private static void ReadExtraEnvelope(InsuranceOptions options, SettingNode node)
    {
        if (node.IsList || node.Text is { Length: > 0 })
        {
            throw new ConfigurationException(node.Path, "must be an object: member, value");
        }

        foreach (var member in node.Members)
        {
            if (member.Value.Json is { } json)
            {
                options.ExtraEnvelope.SetJson(member.Key, json);
            }
            else
            {
                options.ExtraEnvelope.Set(member.Key, Text(member.Value));
            }
        }
    }

    internal static string Text(SettingNode node)
        => node.Text is { } text && !node.IsList && node.Members.Count == 0 ? text : throw new ConfigurationException(node.Path, "must be a text");

    internal static int Integer(SettingNode node)
        => int.TryParse(Text(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ConfigurationException(node.Path, "must be a whole number");

    internal static TimeSpan Seconds(SettingNode node)
    {
        if (decimal.TryParse(Text(node), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86400)
        {
            return TimeSpan.FromMilliseconds((double)(seconds * 1000));
        }

        throw new ConfigurationException(node.Path, "must be a number of seconds from 0 to 86400");
    }

    private static TimeSpan Duration(SettingNode node)
        => TimeSpan.TryParseExact(Text(node), new[] { "c", @"h\:mm\:ss", @"h\:mm" }, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ConfigurationException(node.Path, "must be hours:minutes:seconds, such as 12:00:00");

    /// <summary>A list of texts: an array of a file, or the numbered members of a configuration section.</summary>
    internal static void Texts(SettingNode node, ICollection<string> target)
    {
        if (!node.IsList && (node.Text is { Length: > 0 } || node.Members.Exists(m => !int.TryParse(m.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))))
        {
            throw new ConfigurationException(node.Path, "must be a list of texts");
        }

        foreach (var member in node.Members)
        {
            target.Add(Text(member.Value));
        }
    }

    internal static T Choice<T>(SettingNode node, params (string Name, T Value)[] choices)
    {
        var text = Text(node);
        foreach (var choice in choices)
        {
            if (string.Equals(choice.Name, text, StringComparison.OrdinalIgnoreCase))
            {
                return choice.Value;
            }
        }

        throw new ConfigurationException(node.Path, "must be one of " + string.Join(", ", Array.ConvertAll(choices, c => c.Name)));
    }
}
