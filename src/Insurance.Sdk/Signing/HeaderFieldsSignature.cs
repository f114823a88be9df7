using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.Signing;

/// <summary>A cainfo made over the header members of the envelope instead of the input.</summary>
/// <remarks>One public client claims this rule for its edition; whether a center takes it, and in which byte form, is not confirmed.</remarks>
public static class HeaderFieldsSignature
{
    /// <summary>Text that is signed: all members except cainfo and input, ordinal by name, <c>name=value</c> joined by <c>&amp;</c>; empty values stay.</summary>
    public static string TextToSign(IEnumerable<KeyValuePair<string, string>> members)
        => string.Join("&", members
            .Where(member => member.Key is not ("cainfo" or "input"))
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => member.Key + "=" + member.Value));

    /// <summary>Upper-case hex of the signature over <see cref="TextToSign"/>.</summary>
    public static string Sign(IEnumerable<KeyValuePair<string, string>> members, ISm2Signer signer, Sm2SignatureEncoding encoding = Sm2SignatureEncoding.Raw)
        => HexText.Upper(Sm2Signature.Encode(
            (signer ?? throw new ArgumentNullException(nameof(signer))).Sign(Encoding.UTF8.GetBytes(TextToSign(members))), encoding));
}
