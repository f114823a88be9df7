using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Signing;

/// <summary>
/// Seals and opens messages of 医保移动支付 / 电子凭证 in both directions: the plain message is signed with SM2 (signData),
/// then its data are encrypted with SM4 (encData) under a key derived from appId and appSecret.
/// </summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class MobilePaymentSeal : IMobilePaymentSeal
{
    private readonly string appId;
    private readonly string appSecret;
    private readonly string appIdMember;
    private readonly string version;
    private readonly string successCode;
    private readonly string encType;
    private readonly string signType;
    private readonly HexCase hexCase;
    private readonly ScalarText scalars;
    private readonly TimestampForm timestampForm;
    private readonly ISm2Signer signer;
    private readonly MobilePaymentReader reader;
    private readonly TimeProvider time;
    private readonly byte[] messageKey;

    /// <summary>Creates the seal of one channel.</summary>
    /// <param name="options">Settings of the channel.</param>
    /// <param name="time">Clock of the time stamps.</param>
    /// <param name="signer">Signs in place of <see cref="MobilePaymentOptions.PrivateKey"/>, for example in a 密码机; its user id is its own.</param>
    /// <exception cref="ConfigurationException">A setting is missing or cannot be read.</exception>
    public MobilePaymentSeal(MobilePaymentOptions options, TimeProvider time, ISm2Signer? signer = null)
    {
        this.time = time ?? throw new ArgumentNullException(nameof(time));
        appId = SigningSettings.Required((options ?? throw new ArgumentNullException(nameof(options))).AppId, "mobilePayment.appId", "the appId");
        if (appId.Length < Sm4.KeyLength || appId.Any(c => c is < ' ' or > '~'))
        {
            throw new ConfigurationException("mobilePayment.appId", "the appId must have at least 16 characters, all ASCII: the first 16 are a key");
        }

        appSecret = SigningSettings.Required(options.AppSecret, "mobilePayment.appSecret", "the appSecret");
        appIdMember = options.AppIdMember is "appId" or "appCode"
            ? options.AppIdMember
            : throw new ConfigurationException("mobilePayment.appIdMember", "the member is appId or appCode");
        version = SigningSettings.Required(options.Version, "mobilePayment.version", "the version");
        successCode = SigningSettings.Required(options.SuccessCode, "mobilePayment.successCode", "the code of a successful answer");
        encType = SigningSettings.Required(options.EncType, "mobilePayment.encType", "the text of encType");
        signType = SigningSettings.Required(options.SignType, "mobilePayment.signType", "the text of signType");
        hexCase = options.HexCase;
        scalars = options.ScalarsAsText;
        timestampForm = options.Timestamp;
        var userId = options.UserId ?? throw new ConfigurationException("mobilePayment.userId", "the SM2 user id is missing; leave it out for the default");
        this.signer = signer ?? new Sm2Signer(SigningSettings.PrivateKey(options.PrivateKey, "mobilePayment.privateKey"), userId);
        messageKey = DeriveMessageKey(appId, appSecret);
        var verifier = new Sm2Verifier(
            SigningSettings.PublicKey(options.PlatformPublicKey, "mobilePayment.platformPublicKey"),
            userId,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["the appSecret"] = appSecret, ["the appId"] = appId });
        reader = new MobilePaymentReader(appId, appIdMember, appSecret, messageKey, scalars, verifier);
    }

    /// <inheritdoc />
    public byte[] SealRequest(ReadOnlyMemory<byte> data, string? transType = null)
        => SealMessage(Compose(data, writer =>
        {
            if (!string.IsNullOrEmpty(transType))
            {
                writer.WriteString("transType", transType);
            }
        }));

    /// <inheritdoc />
    public byte[] SealAnswer(ReadOnlyMemory<byte> data, string code = "0", string message = "", bool keepScalars = false)
        => SealMessage(
            Compose(data, writer =>
            {
                writer.WriteString("code", code);
                if (message.Length > 0)
                {
                    writer.WriteString("message", message);
                }

                writer.WriteBoolean("success", code == successCode);
            }),
            keepScalars);

    /// <summary>Seals a message whose members the caller chose: signs it, encrypts its data, leaves null and empty members out.</summary>
    /// <param name="message">The message with plain data, JSON (UTF-8).</param>
    /// <returns>The message to send, UTF-8.</returns>
    /// <exception cref="FormatException">The message or its data are no JSON object, a name comes twice, or another channel's appId stands in it.</exception>
    public byte[] SealMessage(ReadOnlyMemory<byte> message) => SealMessage(message, keepScalars: false);

    private byte[] SealMessage(ReadOnlyMemory<byte> message, bool keepScalars)
    {
        using var document = ParseOwn(message);
        var members = SignedText.Members(document.RootElement);
        if (members.FirstOrDefault(member => member.Key == appIdMember).Value is { ValueKind: JsonValueKind.String } id && !id.ValueEquals(appId))
        {
            throw new FormatException("the member " + appIdMember + " is not the appId of this channel");
        }

        var signature = signer.Sign(Encoding.UTF8.GetBytes(SignedText.OfMessage(members, appSecret, scalars)));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            writer.WriteStartObject();
            foreach (var member in members)
            {
                if (SignedText.IsEmpty(member.Value))
                {
                    continue;
                }

                if (member.Key == "data")
                {
                    if (member.Value.ValueKind != JsonValueKind.Object)
                    {
                        throw new FormatException("the member data is no JSON object");
                    }

                    var plain = Encoding.UTF8.GetBytes(SignedText.OfData(member.Value, keepScalars ? ScalarText.Nowhere : scalars));
                    var cipher = Sm4.Encrypt(messageKey, plain);
                    writer.WriteString("encData", hexCase == HexCase.Upper ? HexText.Upper(cipher) : HexText.Lower(cipher));
                }
                else if (member.Key is "encData" or "signData")
                {
                    throw new FormatException("the member " + member.Key + " is there already: the message must be plain");
                }
                else
                {
                    writer.WritePropertyName(member.Key);
                    writer.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
                }
            }

            writer.WriteString("signData", Convert.ToBase64String(signature));
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <inheritdoc />
    public MobilePaymentMessage OpenAnswer(ReadOnlyMemory<byte> answer) => reader.Open(answer, unsignedFailures: true);

    /// <inheritdoc />
    public MobilePaymentMessage OpenRequest(ReadOnlyMemory<byte> request) => reader.Open(request, unsignedFailures: false);

    /// <summary>The 16 bytes that encData is encrypted with: the first 16 characters of the upper-case hex of SM4(first 16 characters of appId, appSecret).</summary>
    internal static byte[] DeriveMessageKey(string appId, string appSecret)
    {
        var cipher = Sm4.Encrypt(Encoding.ASCII.GetBytes(appId.Substring(0, Sm4.KeyLength)), Encoding.UTF8.GetBytes(appSecret));
        return Encoding.ASCII.GetBytes(HexText.Upper(cipher).Substring(0, Sm4.KeyLength));
    }

    internal string TextToSign(ReadOnlyMemory<byte> message)
    {
        using var document = ParseOwn(message);
        return SignedText.OfMessage(SignedText.Members(document.RootElement), appSecret, scalars);
    }

    private static JsonDocument ParseOwn(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw new FormatException("the text is no JSON");
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            document.Dispose();
            throw new FormatException("the JSON text is no object");
        }

        return document;
    }

    private byte[] Compose(ReadOnlyMemory<byte> data, Action<Utf8JsonWriter> more)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            writer.WriteStartObject();
            writer.WriteString(appIdMember, appId);
            if (data.Length > 0)
            {
                using var document = ParseOwn(data);
                writer.WritePropertyName("data");
                writer.WriteRawValue(document.RootElement.GetRawText(), skipInputValidation: true);
            }

            writer.WriteString("encType", encType);
            writer.WriteString("signType", signType);
            writer.WriteString("timestamp", Timestamp());
            writer.WriteString("version", version);
            more(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private string Timestamp()
    {
        var now = time.GetUtcNow();
        return timestampForm switch
        {
            TimestampForm.Milliseconds => now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            TimestampForm.Seconds => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            _ => now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
        };
    }
}
