using System;
using System.Text;

namespace Insurance.Sdk.Signing;

/// <summary>The user id that goes into an SM2 signature (ID in GB/T 32918.2). Both sides must use the same one.</summary>
public static class Sm2UserId
{
    /// <summary>The id of GB/T 35276, used where nothing else is agreed.</summary>
    public const string Default = "1234567812345678";

    internal static byte[] Encode(string userId)
    {
        var bytes = Encoding.UTF8.GetBytes(userId ?? throw new ArgumentNullException(nameof(userId)));

        // Its length in bits is written as two bytes.
        return bytes.Length <= 8191 ? bytes : throw new ArgumentException("An SM2 user id has at most 8191 bytes", nameof(userId));
    }
}
