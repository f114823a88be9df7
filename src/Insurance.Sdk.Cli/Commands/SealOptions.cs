using System;
using System.CommandLine;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>Options of <c>seal</c> and <c>open</c>, and the settings of a channel behind them.</summary>
internal static class SealOptions
{
    private const string Section = "mobilePayment";

    internal static Option<string> Scheme()
    {
        var option = new Option<string>("--scheme") { Description = "How the message is sealed", Required = true };
        return option.AcceptOnlyFromAmong("mobile-payment");
    }

    internal static Option<string?> Config() => new("--config")
    {
        Description = "JSON file with the object mobilePayment; the variables INSURANCE_MOBILEPAYMENT_APPID, _APPSECRET, _PRIVATEKEY, _PLATFORMPUBLICKEY and _USERID win over it",
        HelpName = "FILE",
    };

    internal static async Task<MobilePaymentOptions> ReadAsync(string? file, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = new MobilePaymentOptions();
        if (file is not null)
        {
            Read(options, await terminal.ReadJsonAsync(file, cancellationToken).ConfigureAwait(false));
        }

        options.AppId = terminal.Variable("INSURANCE_MOBILEPAYMENT_APPID") ?? options.AppId;
        options.AppSecret = terminal.Variable("INSURANCE_MOBILEPAYMENT_APPSECRET") ?? options.AppSecret;
        options.PrivateKey = terminal.Variable("INSURANCE_MOBILEPAYMENT_PRIVATEKEY") ?? options.PrivateKey;
        options.PlatformPublicKey = terminal.Variable("INSURANCE_MOBILEPAYMENT_PLATFORMPUBLICKEY") ?? options.PlatformPublicKey;
        options.UserId = terminal.Variable("INSURANCE_MOBILEPAYMENT_USERID") ?? options.UserId;
        return options;
    }

    private static void Read(MobilePaymentOptions options, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty(Section, out var section)
                || section.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException(Section, "the configuration file holds no such object");
            }

            foreach (var member in section.EnumerateObject())
            {
                var setting = Section + "." + member.Name;
                Set(options, member.Name, setting, member.Value.ValueKind == JsonValueKind.String
                    ? member.Value.GetString()!
                    : throw new ConfigurationException(setting, "the value must be a text"));
            }
        }
        catch (JsonException)
        {
            throw new CommandException(ExitCode.Usage, "the configuration file is no JSON");
        }
    }

    private static void Set(MobilePaymentOptions options, string name, string setting, string value)
    {
        switch (name)
        {
            case "appId": options.AppId = value; break;
            case "appSecret": options.AppSecret = value; break;
            case "privateKey": options.PrivateKey = value; break;
            case "platformPublicKey": options.PlatformPublicKey = value; break;
            case "userId": options.UserId = value; break;
            case "appIdMember": options.AppIdMember = value; break;
            case "version": options.Version = value; break;
            case "hexCase": options.HexCase = OneOf<HexCase>(value, setting); break;
            case "scalarsAsText": options.ScalarsAsText = OneOf<ScalarText>(value, setting); break;
            case "timestamp": options.Timestamp = OneOf<TimestampForm>(value, setting); break;
            default: throw new ConfigurationException(setting, "unknown setting");
        }
    }

    private static T OneOf<T>(string value, string setting)
        where T : struct, Enum
        => Enum.TryParse<T>(value, ignoreCase: true, out var result) && Enum.IsDefined(result)
            ? result
            : throw new ConfigurationException(setting, "one of " + string.Join(", ", Enum.GetNames<T>()) + " is expected");
}
