using System;

namespace Insurance.Sdk.Signing;

/// <summary>Protects the <c>input</c> of an envelope and opens the <c>output</c> of the answer.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public interface IBodyProtection
{
    /// <summary>Seals the input.</summary>
    /// <param name="inputJson">The exact UTF-8 bytes of the input object; what is signed is what is sent.</param>
    SealedInput Seal(ReadOnlyMemory<byte> inputJson);

    /// <summary>Opens the output of an answer.</summary>
    /// <exception cref="SignatureException">The answer is not signed as agreed, or cannot be decrypted.</exception>
    ReadOnlyMemory<byte> Open(SealedOutput output);
}

/// <summary>A sealed input and the envelope members that go with it.</summary>
public sealed class SealedInput
{
    /// <summary>Creates a sealed input.</summary>
    public SealedInput(ReadOnlyMemory<byte> input, string? cainfo = null, string? signType = null, string? encType = null)
    {
        Input = input;
        Cainfo = cainfo;
        SignType = signType;
        EncType = encType;
    }

    /// <summary>The JSON value written as <c>input</c>: the object itself, or a JSON string with the encrypted text.</summary>
    public ReadOnlyMemory<byte> Input { get; }

    /// <summary>cainfo 数字签名信息; null leaves the profile's value.</summary>
    public string? Cainfo { get; }

    /// <summary>signtype 签名类型; null leaves the profile's value.</summary>
    public string? SignType { get; }

    /// <summary>enc_type; null leaves it out.</summary>
    public string? EncType { get; }
}

/// <summary>The protected part of an answer.</summary>
public sealed class SealedOutput
{
    /// <summary>Creates the protected part of an answer.</summary>
    public SealedOutput(ReadOnlyMemory<byte> output, string? cainfo, string? signType, string? encType)
    {
        Output = output;
        Cainfo = cainfo;
        SignType = signType;
        EncType = encType;
    }

    /// <summary>The JSON value that came as <c>output</c>: exact bytes.</summary>
    public ReadOnlyMemory<byte> Output { get; }

    /// <summary>cainfo of the answer.</summary>
    public string? Cainfo { get; }

    /// <summary>signtype of the answer.</summary>
    public string? SignType { get; }

    /// <summary>enc_type or enctype of the answer.</summary>
    public string? EncType { get; }
}
