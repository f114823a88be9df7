using System;

namespace Insurance.Sdk.Envelopes;

/// <summary>Tells words of success in err_msg from error texts.</summary>
internal static class SuccessWords
{
    private static readonly string[] Plain = { "success", "successful", "successfully", "succeed", "succeeded", "ok", "null", "none", "无", "正常" };

    private static readonly string[] Doubts = { "未", "不", "没", "无", "非", "失败", "错误", "异常", "部分" };

    internal static bool IsError(string? text)
    {
        var word = text?.Trim().TrimEnd('!', '.', '！', '。').Trim() ?? "";
        if (word.Length == 0)
        {
            return false;
        }

        foreach (var plain in Plain)
        {
            if (word.Equals(plain, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        // 成功, 操作成功, 交易成功 …; but not 未成功 or 部分成功.
        if (word.Length > 12 || !word.EndsWith("成功", StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var doubt in Doubts)
        {
            if (word.AsSpan().Contains(doubt.AsSpan(), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
