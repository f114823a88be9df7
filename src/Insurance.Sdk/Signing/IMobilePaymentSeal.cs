using System;

namespace Insurance.Sdk.Signing;

/// <summary>Seals and opens messages of one channel of 医保移动支付, in both directions. <see cref="MobilePaymentSeal"/> is the one that public clients use;
/// a province that does it otherwise is given its own through <see cref="InsuranceClientParts.MobilePaymentSeal"/>.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public interface IMobilePaymentSeal
{
    /// <summary>Seals a request.</summary>
    /// <param name="data">The data object as JSON (UTF-8).</param>
    /// <param name="transType">transType, such as ec.query; null leaves it out.</param>
    /// <returns>The message to post, UTF-8.</returns>
    /// <exception cref="FormatException">The data are no JSON object, or a name comes twice.</exception>
    byte[] SealRequest(ReadOnlyMemory<byte> data, string? transType = null);

    /// <summary>Seals the answer to a request of the platform (6204, 6302).</summary>
    /// <param name="data">The data object as JSON (UTF-8); empty for none.</param>
    /// <param name="code">code: 0 for success.</param>
    /// <param name="message">message for people.</param>
    /// <param name="keepScalars">True encrypts numbers and booleans as they stand (success of 6302 is a JSON boolean); the text that is signed is the same.</param>
    /// <returns>The message to answer with, UTF-8.</returns>
    /// <exception cref="FormatException">The data are no JSON object, or a name comes twice.</exception>
    byte[] SealAnswer(ReadOnlyMemory<byte> data, string code = "0", string message = "", bool keepScalars = false);

    /// <summary>Opens an answer of the platform: code and success are read first, then the data are decrypted and the signature is checked.</summary>
    /// <param name="answer">The answer's body, UTF-8.</param>
    /// <returns>The answer. A failure (<see cref="MobilePaymentMessage.IsFailure"/>) is returned even without a valid signature, then without data.</returns>
    /// <exception cref="ProtocolException">The body is no JSON object, or a name comes twice.</exception>
    /// <exception cref="SignatureException">An answer that is no failure is not signed, its signature does not fit, or its data cannot be decrypted.</exception>
    MobilePaymentMessage OpenAnswer(ReadOnlyMemory<byte> answer);

    /// <summary>Opens a request of the platform (6204, 6302): the signature must fit.</summary>
    /// <param name="request">The request's body, UTF-8.</param>
    /// <exception cref="ProtocolException">The body is no JSON object, or a name comes twice.</exception>
    /// <exception cref="SignatureException">It is not signed, the signature does not fit, or the data cannot be decrypted.</exception>
    MobilePaymentMessage OpenRequest(ReadOnlyMemory<byte> request);
}
