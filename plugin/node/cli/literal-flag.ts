/**
 * The module that makes the literal `vitest bench --compare=baseline` work. Node loads it before Vitest, through an
 * `--import` in NODE_OPTIONS, and it takes benchgate's flags out of the command line that Vitest is about to read.
 *
 * It is a data URL and not a file: a file that is not there yet (before `npm ci` is through) would break every Node
 * process. Every process of a package script loads it, so it does nothing but look at argv[1] in all but Vitest's.
 */

/** The marker by which an entry of an older version is found again. */
const marker = 'benchgate.flags';

/**
 * What runs. Plain JavaScript for Node 20.6 and later, as a block, so that it leaves no names behind.
 *
 * The second statement undoes what npm leaves of `${NODE_OPTIONS}` when the user has set none: Node itself ignores it,
 * but whatever a child process appends to it would be ignored as well.
 *
 * A flag without `=` takes the next word, unless that is a flag. Flags behind `--` are Vitest's `cliOptions['--']`.
 * Flags that nobody has read by the end mean that the plugin is missing: a comparison must not be skipped in silence.
 */
export const literalFlagSource: string = String.raw`{
const a=process.argv,o=process.env.NODE_OPTIONS;
if(o&&o.includes(" $"+"{NODE_OPTIONS}"))process.env.NODE_OPTIONS=o.replace(" $"+"{NODE_OPTIONS}","");
if(/[\\/](vitest[\\/]vitest\.mjs|\.?bin[\\/]vitest(\.\w+)?)$/.test(a[1])){
let n=a.indexOf("--");
if(n<0)n=a.length;
const f={};
if(a.slice(2,n).includes("bench"))for(let i=2;i<n;){
const m=/^--(compare|save|budget)(=([^]*))?$/.exec(a[i]);
if(!m){i++;continue}
const w=!m[2]&&i+1<n&&a[i+1][0]!=="-";
f[m[1]]=w?a[i+1]:m[3]||"";
a.splice(i,w?2:1);
n-=w?2:1;
}
if(Object.keys(f)[0]){
globalThis[Symbol.for("${marker}")]=f;
const h=a.some(x=>/^(-h|-v|--help|--version)$/.test(x));
process.on("exit",c=>{if(!c&&!h&&!f.read){process.exitCode=1;console.error("benchgate: --compare, --save and --budget were read by no plugin. Add benchgate() to the plugins of your Vitest config.")}})
}
}
}`;

/**
 * The source as the value of `--import`. Every character that means something to npm's ini format, to YAML, to a shell
 * or inside NODE_OPTIONS is percent-encoded: there are no blanks, quotes, semicolons, `#` or `$` in it.
 */
export const literalFlagOption: string = `--import=data:text/javascript,${encode(literalFlagSource.replaceAll('\n', ''))}`;

/** Finds the option, of this or another version, inside a line of options. */
export const literalFlagPattern: RegExp = new RegExp(
  String.raw`--import=data:text/javascript,[^\s'"]*${marker.replace('.', String.raw`\.`)}[^\s'"]*`,
);

function encode(source: string): string {
  return encodeURIComponent(source)
    .replaceAll(/%(?:2C|2F|3A|3D|5B|5D)/g, (escaped) => decodeURIComponent(escaped))
    .replaceAll("'", '%27');
}
