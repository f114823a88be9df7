using System;
using System.CommandLine;
using System.Text;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>Options that several crypto commands share, and how their values are read.</summary>
internal static class CryptoOptions
{
    internal static Option<string> In() => new("--in")
    {
        Description = "File to read; - is the standard input",
        HelpName = "FILE|-",
        DefaultValueFactory = _ => "-",
    };

    internal static Option<string> UserId() => new("--id")
    {
        Description = "SM2 user id; may be empty",
        HelpName = "TEXT",
        DefaultValueFactory = _ => Sm2UserId.Default,
    };

    internal static Option<string> Encoding()
    {
        var option = new Option<string>("--encoding") { Description = "Byte form of the signature", DefaultValueFactory = _ => "raw" };
        return option.AcceptOnlyFromAmong("raw", "der");
    }

    internal static Option<string> Format(string usual)
    {
        var option = new Option<string>("--format") { Description = "Text form of bytes", DefaultValueFactory = _ => usual };
        return option.AcceptOnlyFromAmong("hex", "base64");
    }

    internal static Option<bool> Json() => new("--json") { Description = "Write one JSON object" };

    internal static Option<string?> Sm4Key() => new("--key")
    {
        Description = "SM4 key: 32 hex digits, or 16 ASCII characters as they are; left out, the variable INSURANCE_SM4_KEY",
        HelpName = "HEX",
    };

    internal static byte[] ReadSm4Key(string? text, Terminal terminal)
    {
        var key = text ?? terminal.Variable("INSURANCE_SM4_KEY") ?? throw new CommandException(ExitCode.Usage, "--key or the variable INSURANCE_SM4_KEY is needed");
        if (key.Length == 2 * Sm4.KeyLength && FromHex(key) is { } bytes)
        {
            return bytes;
        }

        return key.Length == Sm4.KeyLength && Ascii.IsValid(key)
            ? System.Text.Encoding.ASCII.GetBytes(key)
            : throw new CommandException(ExitCode.Usage, "--key: an SM4 key is 32 hex digits or 16 ASCII characters");
    }

    internal static byte[]? FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
