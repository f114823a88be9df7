using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>An item of the hospital that has no national code yet.</summary>
public sealed record UnmappedItem
{
    /// <summary>The hospital's own item number.</summary>
    public required string HospitalItem { get; init; }

    /// <summary>Name; null where not known.</summary>
    public string? Name { get; init; }

    /// <summary>规格; null where not known.</summary>
    public string? Specification { get; init; }

    /// <summary>批准文号, or 注册备案号 of a consumable; null where not known.</summary>
    public string? ApprovalNumber { get; init; }

    /// <summary>药监本位码 of a drug, UDI of a consumable; null where not known.</summary>
    public string? Barcode { get; init; }
}

/// <summary>Why a code is suggested.</summary>
public enum SuggestionReason
{
    /// <summary>The same 药监本位码 or UDI.</summary>
    Barcode,

    /// <summary>The same approval number.</summary>
    ApprovalNumber,

    /// <summary>The same name and the same specification.</summary>
    NameAndSpecification,
}

/// <summary>A code that might be right for an item. A person decides: nothing is ever mapped by it alone.</summary>
/// <param name="Item">The item.</param>
/// <param name="Reason">Why.</param>
/// <param name="Code">The national code.</param>
/// <param name="Row">Its newest row.</param>
public sealed record MappingSuggestion(UnmappedItem Item, SuggestionReason Reason, string Code, CatalogueRow Row);

/// <content>Suggestions for items without a code.</content>
public sealed partial class CatalogueStore
{
    private const int MostPerItem = 20;

    /// <summary>Codes that agree with items exactly in barcode, approval number, or name and specification. One pass over the catalogue, whatever the number of items.</summary>
    /// <remarks>Equal after blanks and full-width forms are evened out; nothing is guessed. One approval number often has several packings: up to 20 suggestions an item.</remarks>
    /// <param name="catalogue">Transaction number, such as 1301.</param>
    /// <param name="items">Items without a code.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<IReadOnlyList<MappingSuggestion>> SuggestAsync(string catalogue, IReadOnlyCollection<UnmappedItem> items, CancellationToken cancellationToken = default)
    {
        var layout = CatalogueLayout.Of(catalogue);
        var wanted = new Wanted(items ?? throw new ArgumentNullException(nameof(items)));
        return _database.ReadAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                var today = ChinaTime.Now(_database.Clock);
                var result = new List<MappingSuggestion>();
                using var select = new Statement(db, "SELECT content FROM ins_catalogue_row WHERE catalogue = @catalogue ORDER BY code, version_key, id", "catalogue");
                using var row = await select.With(layout.Code).ReadAsync(c).ConfigureAwait(false);
                CatalogueRow? newest = null;
                while (await row.ReadAsync(c).ConfigureAwait(false))
                {
                    var next = CatalogueRow.Split(layout, row.GetString(0));
                    if (newest is not null && next.Code != newest.Code)
                    {
                        wanted.Match(newest, today, result);
                    }

                    newest = next;
                }

                if (newest is not null)
                {
                    wanted.Match(newest, today, result);
                }

                return (IReadOnlyList<MappingSuggestion>)result;
            },
            cancellationToken);
    }

    /// <summary>Blanks and case do not count, and full-width letters are the plain ones: nothing else is forgiven.</summary>
    internal static string Even(string? text)
    {
        if (text is null)
        {
            return "";
        }

        var even = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                even.Append(char.ToUpperInvariant(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));
            }
        }

        return even.ToString();
    }

    private sealed class Wanted
    {
        private readonly Dictionary<(SuggestionReason, string), List<UnmappedItem>> _keys = new();
        private readonly Dictionary<string, int> _found = new(StringComparer.Ordinal);

        internal Wanted(IEnumerable<UnmappedItem> items)
        {
            foreach (var item in items)
            {
                Add(SuggestionReason.Barcode, Even(item.Barcode), item);
                Add(SuggestionReason.ApprovalNumber, Even(item.ApprovalNumber), item);
                Add(SuggestionReason.NameAndSpecification, Both(item.Name, item.Specification), item);
            }
        }

        internal void Match(CatalogueRow row, ChinaTime today, List<MappingSuggestion> result)
        {
            if (!row.IsValid || (row.ValidTo is { } to && to.Value.Date < today.Value.Date))
            {
                return;
            }

            var told = new HashSet<UnmappedItem>();
            Match(SuggestionReason.Barcode, Even(row[CatalogueRole.Barcode]), row, told, result);
            Match(SuggestionReason.ApprovalNumber, Even(row[CatalogueRole.ApprovalNumber]), row, told, result);
            Match(SuggestionReason.NameAndSpecification, Both(row[CatalogueRole.Name], row[CatalogueRole.Specification]), row, told, result);
            Match(SuggestionReason.NameAndSpecification, Both(row[CatalogueRole.Alias], row[CatalogueRole.Specification]), row, told, result);
        }

        /// <summary>A name alone is no agreement.</summary>
        private static string Both(string? name, string? specification)
            => Even(name) is { Length: > 0 } a && Even(specification) is { Length: > 0 } b ? a + "\t" + b : "";

        private void Add(SuggestionReason reason, string key, UnmappedItem item)
        {
            if (key.Length == 0)
            {
                return;
            }

            if (!_keys.TryGetValue((reason, key), out var list))
            {
                _keys[(reason, key)] = list = new();
            }

            list.Add(item);
        }

        private void Match(SuggestionReason reason, string key, CatalogueRow row, HashSet<UnmappedItem> told, List<MappingSuggestion> result)
        {
            if (key.Length == 0 || !_keys.TryGetValue((reason, key), out var items))
            {
                return;
            }

            foreach (var item in items)
            {
                var found = _found.TryGetValue(item.HospitalItem, out var count) ? count : 0;
                if (found < MostPerItem && told.Add(item))
                {
                    _found[item.HospitalItem] = found + 1;
                    result.Add(new MappingSuggestion(item, reason, row.Code, row));
                }
            }
        }
    }
}
