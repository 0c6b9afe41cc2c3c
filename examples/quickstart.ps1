# A result in a minute, on Windows: builds what is needed, starts a local Pluto, and runs a training program
# that knows only wandb, with the agent added and nothing else changed.
#
#   powershell -ExecutionPolicy Bypass -File examples\quickstart.ps1 [-NoWait]
#
# Needs a JDK (17 or newer) and Maven. wandb is switched off (DISABLE_WANDB_LOGGING): the stand-in for its
# command needs a POSIX shell.
param([switch] $NoWait)
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')
$java = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\java' } else { 'java' }

Write-Host 'Building the agent, a local Pluto and the example (the first time, Maven downloads libraries for it) ...'
& mvn --batch-mode '-Dmaven.test.skip' '-Dspotless.check.skip' -pl 'agent,examples/local-pluto,examples/quickstart' -am package |
    Select-String '^\[INFO\] Building .*\[\d+/\d+\]|ERROR' | ForEach-Object { Write-Host "  $($_.Line)" }
if ($LASTEXITCODE -ne 0) { throw 'The build failed.' }

$scratch = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid()))
$address = Join-Path $scratch 'address'
$pluto = Start-Process $java -ArgumentList '-jar', 'examples/local-pluto/target/local-pluto.jar', '--port', '0', '--memory', '--any-key' `
    -RedirectStandardOutput $address -NoNewWindow -PassThru
try {
    do {
        if ($pluto.HasExited) { throw 'The local Pluto did not start.' }
        Start-Sleep -Milliseconds 100
        $found = Select-String -Path $address -Pattern 'http://[0-9.:]*' -ErrorAction SilentlyContinue
    } until ($found)
    $url = $found[0].Matches[0].Value
    foreach ($service in 'APP', 'API', 'INGEST', 'PY') { Set-Item "env:PLUTO_URL_$service" $url }
    $env:PLUTO_API_KEY = 'mlpi_quickstart-local'
    # What it prints for a shell to paste, where it does.
    Start-Sleep -Seconds 1
    Select-String -Path $address -Pattern "^\s*\`$env:(PLUTO_\w+) = '(\S+)'" | ForEach-Object {
        Set-Item "env:$($_.Matches[0].Groups[1].Value)" $_.Matches[0].Groups[2].Value
    }
    $env:PLUTO_DIR = "$scratch"
    $env:PLUTO_WANDB_BINDINGS = Join-Path (Get-Location) 'examples/wandb-client/example-wandb-client.binding'
    $env:DISABLE_WANDB_LOGGING = 'true'

    Write-Host "`nPS> java -javaagent:agent/target/pluto-wandb-agent.jar -jar examples/quickstart/target/quickstart.jar"
    & $java '-javaagent:agent/target/pluto-wandb-agent.jar' -jar examples/quickstart/target/quickstart.jar |
        Tee-Object -Variable printed
    if ($LASTEXITCODE -ne 0) { throw 'The program failed.' }

    $logged = ($printed | Select-String '^logged (\d+) points').Matches[0].Groups[1].Value
    $summary = Invoke-RestMethod "$url/local/summary"
    Write-Host "`npoints logged:  $logged`npoints arrived: $($summary.points)`nlook at it:     $url"
    if ([long] $logged -ne $summary.points) { throw 'These should be equal.' }
    if (-not $NoWait) {
        Write-Host '(the local Pluto stays up until you press Ctrl-C)'
        $pluto.WaitForExit()
    }
} finally {
    if (-not $pluto.HasExited) { $pluto.Kill() }
    Remove-Item -Recurse -Force $scratch -ErrorAction SilentlyContinue
}
