using System;
using Insurance.Sdk.MobilePayment;
using Insurance.Sdk.MockCenter.MobilePayment;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Mocking;

/// <summary>The payment platform's side, made of the client's settings mobilePayment and its private key under mock.</summary>
internal static class MobileMock
{
    private static readonly string[] Numbers = ["6201", "6202", "6203", "6301", "6401"];

    internal static MockMobilePayment? Of(InsuranceOptions client, MockChoices choices, TimeProvider time)
    {
        if (choices.MobilePrivateKey is not { } secret)
        {
            return null;
        }

        var channel = client.MobilePayment;
        _ = new MobilePaymentSeal(channel, time); // Says what is wrong with the client's own half, naming the setting.
        if (channel.AppIdMember != "appId")
        {
            throw new ConfigurationException("mobilePayment.appIdMember", "the mock platform knows the member appId");
        }

        var mock = new MockMobilePayment(
            channel.AppId!.Trim(),
            channel.AppSecret!.Trim(),
            Convert.FromBase64String(Sm2PrivateKey.Parse(channel.PrivateKey!).PublicKey.ToBase64()),
            Convert.FromBase64String(MockSettings.Key(secret, "mock.mobilePrivateKey", channel.PlatformPublicKey!, "mobilePayment.platformPublicKey").ToBase64()))
        {
            UserId = channel.UserId,
            CallbackUrl = Callback(choices.MobileCallback),
        };
        foreach (var number in Numbers)
        {
            if (PlatformAddresses.AddressOf(channel, number) is { } address && Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                mock.Paths[number] = uri.AbsolutePath;
            }
        }

        return mock;
    }

    private static Uri? Callback(string? text)
        => text is null ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https" ? uri
            : throw new ConfigurationException("mock.mobileCallback", "must be an http or https address of this machine");
}
