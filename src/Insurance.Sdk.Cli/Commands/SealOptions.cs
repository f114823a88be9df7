using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>Options of <c>seal</c> and <c>open</c>, and the settings of a channel behind them.</summary>
internal static class SealOptions
{
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

    /// <summary>The channel's settings: read as the client reads them, so that one file serves both.</summary>
    internal static async Task<MobilePaymentOptions> ReadAsync(string? file, Terminal terminal, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            return (await terminal.ReadSettingsAsync(file, cancellationToken).ConfigureAwait(false)).MobilePayment;
        }

        var settings = new InsuranceOptions();
        SettingsEnvironment.Apply(settings, terminal.Variable);
        return settings.MobilePayment;
    }
}
