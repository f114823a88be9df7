using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Protection;

/// <summary>Opens sealed requests and seals answers: the center's side of the body protection.</summary>
public interface IMockProtection
{
    /// <summary>Opens the <c>input</c> of a request envelope.</summary>
    /// <param name="envelope">The whole envelope as it came.</param>
    /// <param name="input">JSON text of the plain input, or null when it cannot be opened.</param>
    /// <returns>Null when it was opened and its signature holds, otherwise what is wrong, in words for err_msg.</returns>
    string? Open(JsonObject envelope, out string? input);

    /// <summary>Seals the <c>output</c> of an answer in place and signs it.</summary>
    /// <param name="answer">The answer with a plain output.</param>
    /// <param name="spoilSignature">True makes a signature that does not hold (the fault bad-signature).</param>
    void Seal(JsonObject answer, bool spoilSignature);
}
