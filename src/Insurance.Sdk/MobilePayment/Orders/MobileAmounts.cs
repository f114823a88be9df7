namespace Insurance.Sdk.MobilePayment;

/// <summary>How an order is split, in yuan. Payment companies count in fen: multiply by 100, as a whole number.</summary>
/// <param name="Total">feeSumamt 费用总额.</param>
/// <param name="Fund">fundPay 医保基金支付.</param>
/// <param name="Account">psnAcctPay 个人账户支出.</param>
/// <param name="Own">ownPayAmt 现金支付: what the patient pays by WeChat or Alipay.</param>
public sealed record MobileAmounts(decimal Total, decimal Fund, decimal Account, decimal Own)
{
    /// <summary>True where the parts make the total.</summary>
    public bool AddUp => Total == Fund + Account + Own;
}
