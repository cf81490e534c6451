using System.Globalization;
using Sluice.EndToEnd.Child;
using Sluice.EndToEnd.Child.Appending;
using Sluice.EndToEnd.Child.Running;

// A process for tests to kill, or to kill itself at a fault point.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (ChildOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(ChildOptions.Usage);
    return 2;
}

return await (options.Reports is null ? RunCommand.RunAsync(options) : AppendCommand.RunAsync(options));
