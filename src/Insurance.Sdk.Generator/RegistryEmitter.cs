using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Generator;

/// <summary>Writes the files that speak of all transactions: registry, groups, front door, code lists, code constants.</summary>
internal static class RegistryEmitter
{
    private static readonly Dictionary<string, string> GroupWords = new(StringComparer.Ordinal)
    {
        ["Appeals"] = "Appeals against audit findings (单据申诉合议管理)",
        ["Audit"] = "Audit before and during treatment (明细审核)",
        ["Catalogue"] = "Catalogues and code lists of the center (目录下载, 目录查询)",
        ["Clearing"] = "Clearing with the agency (清算)",
        ["ClinicalRecords"] = "Clinical records (门急诊, 住院, 临床辅助业务)",
        ["Departments"] = "Departments (科室信息)",
        ["ElectronicCertificate"] = "Electronic insurance certificate (医保电子凭证)",
        ["ElectronicPrescriptions"] = "Electronic prescriptions (电子处方)",
        ["ElectronicSettlementVouchers"] = "Electronic settlement vouchers (电子结算凭证)",
        ["Files"] = "Files (文件上传下载)",
        ["Filing"] = "Filings of persons: referral, chronic disease, institution choice, maternity (备案)",
        ["Inpatient"] = "Inpatient stays, fees and settlement (住院)",
        ["Institutions"] = "Institutions and practitioners (定点医药机构)",
        ["Inventory"] = "Stock, purchase, sale and trace codes (进销存, 追溯码)",
        ["Mapping"] = "Mapping of hospital items to national codes (目录对照)",
        ["MobilePayment"] = "Mobile payment (移动支付)",
        ["MutualRecognition"] = "Mutual recognition of reports (检查检验互认)",
        ["OutOfAreaPharmacy"] = "Out-of-area drug purchase (异地购药)",
        ["Outpatient"] = "Outpatient visits, fees and settlement (门诊)",
        ["PaymentGrouping"] = "DRG and DIP results and special cases (特病单议, DRG, DIP)",
        ["Persons"] = "Persons and their benefits (人员信息, 待遇检查)",
        ["Pharmacy"] = "Retail pharmacy (药店结算)",
        ["Queries"] = "Queries of what the center holds (信息查询)",
        ["Reconciliation"] = "Reconciliation of accounts (对账)",
        ["Reversal"] = "Reversal of a transaction whose outcome is unknown (冲正)",
        ["ScenarioMonitoring"] = "Face recognition and ward checks (场景监控)",
        ["SelfPayVisits"] = "Visits of self-paying patients (自费病人)",
        ["Session"] = "Sign-in and sign-out (签到, 签退)",
        ["SettlementLists"] = "Settlement lists of the insurance fund (医疗保障基金结算清单)",
    };

    internal static string Groups(IReadOnlyList<UnionTransaction> transactions)
    {
        var text = new StringBuilder(CSharpEmitter.Header("names.json") + "namespace Insurance.Sdk;\n\n");
        var groups = transactions.Where(t => !t.Spec.IsInbound).Select(t => t.Spec.Group).Distinct().Order(StringComparer.Ordinal).ToList();
        text.Append("public sealed partial class InsuranceClient\n{\n");
        foreach (var group in groups)
        {
            var field = "_group" + group;
            text.Append($"    private {group}Operations? {field};\n");
        }

        foreach (var group in groups)
        {
            text.Append($"\n    /// <summary>{CSharpEmitter.Xml(Words(group))}.</summary>\n    public {group}Operations {group} => _group{group} ??= new {group}Operations(this);\n");
        }

        text.Append("}\n");
        foreach (var group in groups)
        {
            text.Append($"\n/// <summary>{CSharpEmitter.Xml(Words(group))}.</summary>\npublic sealed partial class {group}Operations\n{{\n    private readonly InsuranceClient _client;\n\n    internal {group}Operations(InsuranceClient client)\n    {{\n        _client = client;\n    }}\n}}\n");
        }

        return text.ToString();
    }

    internal static string Words(string group) => GroupWords.GetValueOrDefault(group) ?? throw new InvalidOperationException("The group " + group + " has no words of documentation");

    internal static string Registry(IReadOnlyList<UnionTransaction> transactions, string specHash)
    {
        var text = new StringBuilder(CSharpEmitter.Header("all data " + specHash) + "using System.Collections.Generic;\n\nnamespace Insurance.Sdk;\n\n");
        text.Append("/// <summary>Every transaction of the standard that the client knows.</summary>\npublic static partial class Operations\n{\n");
        text.Append($"    /// <summary>Hash of the standard's data that this client was generated from.</summary>\n    public const string StandardHash = \"{specHash}\";\n\n");
        text.Append("    /// <summary>All transactions, ordered by key.</summary>\n    public static IReadOnlyList<Operation> All => Registry.All;\n\n");
        text.Append("    private static class Registry\n    {\n        internal static readonly Operation[] All =\n        {\n");
        foreach (var transaction in transactions)
        {
            text.Append($"            {transaction.Spec.Stem},\n");
        }

        return text.Append("        };\n    }\n}\n").ToString();
    }

    internal static string CodeLists(StandardSpec standard)
    {
        var text = new StringBuilder(CSharpEmitter.Header("dictionaries.json") + "namespace Insurance.Sdk;\n\npublic static partial class CodeLists\n{\n    private const string Table = \"\"\"\n");
        foreach (var list in standard.Dictionaries.Values.OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            text.Append($"        @{list.Name}\n");
            foreach (var (code, meaning) in list.Values)
            {
                text.Append($"        {code}|{UnionField.Clean(meaning)}\n");
            }
        }

        text.Append("        \"\"\";\n}\n");
        var names = JsonNode.Parse(StandardSpec.ReadText("code-names.json"))!.AsObject();
        foreach (var (list, entry) in names)
        {
            var dictionary = standard.Dictionaries[list];
            text.Append($"\n/// <summary>Codes of {list} {CSharpEmitter.Xml(dictionary.ChineseName)} ({dictionary.Source}). Any other text may be used as well; all codes: <c>CodeLists.Find(\"{list}\")</c>.</summary>\npublic static class {entry!["type"]}\n{{\n");
            var first = true;
            foreach (var (code, name) in entry["codes"]!.AsObject())
            {
                if (!dictionary.Values.TryGetValue(code, out var meaning))
                {
                    throw new InvalidOperationException($"code-names.json: {list} has no code {code}");
                }

                text.Append(first ? "" : "\n").Append($"    /// <summary>{code} {CSharpEmitter.Xml(meaning)}.</summary>\n    public const string {name} = {CSharpEmitter.Quote(code)};\n");
                first = false;
            }

            text.Append("}\n");
        }

        return text.ToString();
    }
}
