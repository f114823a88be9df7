using System;
using System.Net.Http;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MobilePayment;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk;

/// <summary>Pieces that replace those the settings would make. What is null is made from the settings.</summary>
public sealed class InsuranceClientParts
{
    /// <summary>Client to send with; it is not disposed. Its own timeout should be infinite: the limit of the call decides.
    /// A handler that repeats requests or follows redirects cannot send a command twice, the second try is refused.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Handler to send with where no <see cref="HttpClient"/> is given; it is not disposed.</summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>Clock and timers. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Source of message ids.</summary>
    public IMessageIdSource? MessageIds { get; set; }

    /// <summary>Addresses and headers; with it, baseUrl and the gateway's secrets are not needed.</summary>
    public IGateway? Gateway { get; set; }

    /// <summary>Protection of input and output.</summary>
    public IBodyProtection? Protection { get; set; }

    /// <summary>Hears what happens on the way of every call.</summary>
    public ICallListener? Listener { get; set; }

    /// <summary>Remembers commands across crashes: see Insurance.Sdk.Storage. Without one a lost answer is known to the caller alone.</summary>
    public ICallJournal? Journal { get; set; }

    /// <summary>Addresses and headers of the payment platform; with it mobilePayment.baseUrl and .paths are not needed.</summary>
    public IGateway? MobilePaymentGateway { get; set; }

    /// <summary>Seals and opens the payment platform's messages in place of the keys under mobilePayment: another province's envelope, or a key inside a 密码机.</summary>
    public IMobilePaymentSeal? MobilePaymentSeal { get; set; }

    /// <summary>Knows which visits have their fees at the payment platform: 2204-2207 and 2301-2304 of such a visit are refused before anything is sent.</summary>
    public IMobileOrderGuard? MobileOrderGuard { get; set; }

    internal ICodec? Codec { get; set; }

    /// <summary>Gives a client for one attempt; with IHttpClientFactory handlers are renewed under way.</summary>
    internal Func<HttpClient>? CreateHttpClient { get; set; }
}
