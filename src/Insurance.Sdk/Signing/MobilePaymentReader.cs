using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Signing;

/// <summary>Opens messages of one channel: reads the outcome, decrypts the data, checks the signature.</summary>
internal sealed class MobilePaymentReader
{
    private readonly string appId;
    private readonly string appIdMember;
    private readonly string appSecret;
    private readonly byte[] messageKey;
    private readonly ScalarText scalars;
    private readonly Sm2Verifier verifier;

    internal MobilePaymentReader(string appId, string appIdMember, string appSecret, byte[] messageKey, ScalarText scalars, Sm2Verifier verifier)
    {
        this.appId = appId;
        this.appIdMember = appIdMember;
        this.appSecret = appSecret;
        this.messageKey = messageKey;
        this.scalars = scalars;
        this.verifier = verifier;
    }

    internal MobilePaymentMessage Open(ReadOnlyMemory<byte> json, bool unsignedFailures)
    {
        using var document = Parse(json);
        try
        {
            var members = SignedText.Members(document.RootElement);

            // The outcome comes first: a failure is often neither encrypted nor signed.
            var outcome = Describe(members, default, false, "");
            try
            {
                var (data, remark) = Verify(members);
                return Describe(members, data, true, remark);
            }
            catch (SignatureException e) when (unsignedFailures && outcome.IsFailure)
            {
                return Describe(members, default, false, "the failure is not proved: " + e.Message);
            }
        }
        catch (FormatException e)
        {
            throw new ProtocolException("The message cannot be read: " + e.Message);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            // Some front machines put a byte-order mark before their answer.
            var hasMark = json.Length >= 3 && json.Span[0] == 0xEF && json.Span[1] == 0xBB && json.Span[2] == 0xBF;
            document = JsonDocument.Parse(hasMark ? json.Slice(3) : json);
        }
        catch (JsonException)
        {
            throw new ProtocolException("The message is no JSON");
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            document.Dispose();
            throw new ProtocolException("The message is no JSON object");
        }

        return document;
    }

    private static MobilePaymentMessage Describe(List<KeyValuePair<string, JsonElement>> members, ReadOnlyMemory<byte> data, bool verified, string remark)
        => new(data, verified, remark)
        {
            Code = Text(members, "code"),
            Text = Text(members, "message"),
            Success = Text(members, "success") switch
            {
                "true" or "True" or "TRUE" => true,
                "false" or "False" or "FALSE" => false,
                _ => null,
            },
            AppId = Text(members, "appId") is { Length: > 0 } id ? id : Text(members, "appCode"),
            TransType = Text(members, "transType"),
            Timestamp = Text(members, "timestamp"),
            Version = Text(members, "version"),
        };

    private static string Text(List<KeyValuePair<string, JsonElement>> members, string name)
    {
        var value = members.FirstOrDefault(member => member.Key == name).Value;
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? SignedText.Scalar(value) : "";
    }

    private (ReadOnlyMemory<byte> Data, string Remark) Verify(List<KeyValuePair<string, JsonElement>> members)
    {
        var signature = Text(members, "signData");
        if (signature.Length == 0)
        {
            throw new SignatureException("The message is not signed: signData is missing");
        }

        var cipherText = Text(members, "encData");
        if (cipherText.Length == 0)
        {
            var plain = members.FirstOrDefault(member => member.Key == "data").Value;
            var remark = Check(members, signature);
            return (plain.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Encoding.UTF8.GetBytes(plain.GetRawText()) : default(ReadOnlyMemory<byte>), remark);
        }

        var cipher = HexText.Read(cipherText.Trim()) ?? Base64Text.Read(cipherText)
            ?? throw new SignatureException("encData is neither hex nor Base64");
        var data = Sm4.Decrypt(messageKey, cipher);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(data);
        }
        catch (JsonException)
        {
            throw new SignatureException("The decrypted data are no JSON");
        }

        using (document)
        {
            var plainMembers = members.Where(member => member.Key != "data").ToList();
            plainMembers.Add(new KeyValuePair<string, JsonElement>("data", document.RootElement));
            return (data, Check(plainMembers, signature));
        }
    }

    /// <summary>Tries the agreed text first, then the other texts that known platforms sign for the same message; all of them bind the same values.</summary>
    private string Check(List<KeyValuePair<string, JsonElement>> members, string signature)
    {
        Sm2Verification? first = null;
        try
        {
            foreach (var candidate in Candidates(members))
            {
                var text = SignedText.OfMessage(candidate.Members, appSecret, candidate.Scalars);
                var verification = verifier.Verify(Encoding.UTF8.GetBytes(text), signature);
                if (verification.IsValid)
                {
                    return string.Join("; ", new[] { candidate.Remark, verification.Reason }.Where(remark => remark.Length > 0));
                }

                first ??= verification;
            }
        }
        catch (FormatException e)
        {
            throw new SignatureException("The signature cannot be checked: " + e.Message);
        }

        throw new SignatureException("The signature of the message was not accepted: " + first!.Reason);
    }

    private IEnumerable<(List<KeyValuePair<string, JsonElement>> Members, ScalarText Scalars, string Remark)> Candidates(List<KeyValuePair<string, JsonElement>> members)
    {
        var forms = new[] { scalars, ScalarText.Everywhere, ScalarText.Nowhere, ScalarText.FirstLevel }.Distinct().ToList();
        foreach (var form in forms)
        {
            yield return (members, form, form == scalars ? "" : "signed with another writing of numbers and booleans: " + form);
        }

        if (Text(members, appIdMember).Length > 0)
        {
            yield break;
        }

        using var own = JsonDocument.Parse("\"" + JsonEncodedText.Encode(appId) + "\"");
        var completed = members.Where(member => member.Key != appIdMember).ToList();
        completed.Add(new KeyValuePair<string, JsonElement>(appIdMember, own.RootElement));
        foreach (var form in forms)
        {
            yield return (completed, form, "signed with the appId that the message leaves out");
        }
    }
}
