namespace Insurance.Sdk.Catalogues;

/// <summary>How sure it is that a column of a catalogue file has this field code.</summary>
public enum ColumnCertainty
{
    /// <summary>Only the printed label and the place are known; the code is this project's own name.</summary>
    Suggested,

    /// <summary>A public client uses the code for the same label, in another file.</summary>
    SameLabel,

    /// <summary>A public client uses the code at this place.</summary>
    Seen,
}

/// <summary>One column of a catalogue file. Place and label are the contract; the code only names it.</summary>
/// <param name="Position">Place in the row, from 1.</param>
/// <param name="Code">Field code, such as med_list_codg.</param>
/// <param name="Label">Printed label, such as 医疗目录编码.</param>
/// <param name="IsTime">True where the value is a date or a time.</param>
/// <param name="Certainty">How sure the code is.</param>
public sealed record CatalogueColumn(int Position, string Code, string Label, bool IsTime, ColumnCertainty Certainty);
