using Insurance.Sdk.Cli.Editions;
using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Protection;
using Insurance.Sdk.Signing;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Cli.Mocking;

/// <summary>Makes the center's side out of the client's configuration file: what one sends, the other expects.</summary>
internal static class MockSettings
{
    internal static async Task ReadAsync(MockCenterOptions mock, string file, Terminal terminal, CancellationToken cancellationToken)
    {
        var client = await terminal.ReadSettingsAsync(file, cancellationToken).ConfigureAwait(false);
        var profile = InsuranceProfile.Find(client.Profile);
        mock.Edition = string.IsNullOrEmpty(client.Edition) ? profile.Edition : client.Edition;
        _ = ChosenEdition.Of(null, client); // Holds the corrections against their shape.
        mock.Corrections = CorrectionsFile.Load(client.Corrections) is { } corrections ? JsonNode.Parse(corrections.GetRawText())!.AsObject() : null;
        if (client.InstitutionCode.Length > 0)
        {
            mock.InstitutionCodes.Add(client.InstitutionCode);
        }

        Gateway(mock, client, profile);
        var json = await terminal.ReadJsonAsync(file, cancellationToken).ConfigureAwait(false);
        var choices = MockChoices.Read(json, mock);
        mock.Protection = Protection(client.Protection ?? new ProtectionOptions { Kind = profile.Protection }, choices);
        mock.MobilePayment = MobileMock.Of(client, choices, terminal.Time);
    }

    private static void Gateway(MockCenterOptions mock, InsuranceOptions client, InsuranceProfile profile)
    {
        switch (client.Gateway ?? profile.Gateway)
        {
            case "x-tif":
                mock.Gateway = MockGateway.Tif;
                mock.PaasId = Needed(client.PaasId, "paasId");
                mock.Token = Needed(client.Token, "token");
                break;
            case "csb":
                mock.Gateway = MockGateway.Csb;
                mock.ClockSkewSeconds = 1800;
                mock.PaasId = Needed(client.AccessKey, "accessKey");
                mock.Token = Needed(client.SecretKey, "secretKey");
                break;
            default:
                // Headers of the other gateways are not looked at.
                mock.Gateway = MockGateway.None;
                break;
        }
    }

    private static string Needed(string value, string setting)
        => value.Length > 0 ? value : throw new ConfigurationException(setting, "is needed: the mock center checks the headers with it");

    /// <summary>The other side's private key, held against the public key that the client has of it.</summary>
    internal static Sm2PrivateKey Key(string secret, string setting, string publicKey, string publicSetting)
    {
        try
        {
            var key = Sm2PrivateKey.Parse(secret);
            return key.PublicKey.Equals(Sm2PublicKey.Parse(publicKey)) ? key : throw new ConfigurationException(setting, "does not belong to " + publicSetting);
        }
        catch (FormatException e)
        {
            throw new ConfigurationException(setting, e.Message);
        }
    }

    private static SmMockProtection? Protection(ProtectionOptions client, MockChoices choices)
    {
        if (client.Kind != "sm2-sm4")
        {
            return null;
        }

        // Says what is wrong with the client's own half, naming the setting.
        BodyProtections.Create(client);
        if (choices.CenterPrivateKey is not { } secret)
        {
            throw new ConfigurationException("mock.centerPrivateKey", "is needed with protection sm2-sm4: the private key behind protection.platformPublicKey");
        }

        if ((client.UserId is { } userId && userId != client.ClientId) || client.Encoding == "der")
        {
            throw new ConfigurationException("protection", "the mock center knows the client id as user id, and raw signatures");
        }

        var center = Key(secret, "mock.centerPrivateKey", client.PlatformPublicKey!, "protection.platformPublicKey");
        return new SmMockProtection(
            client.ClientId!.Trim(), Convert.FromBase64String(Sm2PrivateKey.Parse(client.PrivateKey!).PublicKey.ToBase64()), Convert.FromBase64String(center.ToBase64()));
    }
}
