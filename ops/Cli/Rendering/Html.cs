using System.Net;

namespace Sluice.Cli.Rendering;

/// <summary>Text in a page of HTML.</summary>
internal static class Html
{
    /// <summary>The text as it stands between tags or in a quoted attribute; signs that cannot be shown become a dot.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(DisplayText.Clean(text));
}
